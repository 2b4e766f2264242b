using System.Globalization;
using System.Runtime.CompilerServices;

namespace Tes.Scan.Survey.Pictures;

/// <summary>Numbers of charts: which are taken, and how they are written; never by the culture of the machine.</summary>
internal static class ChartNumber
{
    /// <summary>Largest value of a chart. Own limit: sums of many stay exact to two decimals, and no text overflows.</summary>
    public const double Max = 1e12;

    /// <summary>The value.</summary>
    /// <exception cref="ArgumentException">Not a number, negative, or more than <see cref="Max"/>.</exception>
    public static double Required(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= Max
            ? value
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A chart shows numbers from 0 to {Max:0}, not {value}."), name);

    /// <summary>With commas between thousands and at most two decimals.</summary>
    public static string Format(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>
    /// Percentage of a whole, as <c>62.5 %</c>: one decimal, two below one per cent. What is not 0 or 100 is never written so. A dash when the
    /// whole is 0.
    /// </summary>
    public static string Share(double part, double whole)
    {
        if (whole <= 0)
            return "–";
        double percent = 100 * part / whole;
        return percent switch
        {
            0 => "0 %",
            100 => "100 %",
            < 0.01 => "< 0.01 %",
            > 99.9 and < 100 => "> 99.9 %",
            _ => percent.ToString(percent < 1 ? "0.00 '%'" : "#,0.0 '%'", CultureInfo.InvariantCulture),
        };
    }
}
