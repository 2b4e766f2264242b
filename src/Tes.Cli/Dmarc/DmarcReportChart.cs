using System.Globalization;
using Tes.Cli.Terminal;
using Tes.Mail.Dmarc.Reports;

namespace Tes.Cli.Dmarc;

/// <summary>A bar for each day: as long as there were messages, and marked as far as they passed.</summary>
internal static class DmarcReportChart
{
    // Own choices: with the numbers it fits 80 columns, and two months fit a screen or two.
    private const int LongestBar = 40;
    private const int MostDays = 62;

    private const char Passed = '█';
    private const char Failed = '░';

    public static void Write(TextWriter output, IReadOnlyList<AggregateDay> days, Palette palette)
    {
        AggregateDay[] shown = [.. days.TakeLast(MostDays)];
        if (shown.Length == 0)
            return;
        long most = Math.Max(1, shown.Max(day => day.Messages));
        output.WriteLine();
        output.WriteLine(palette.Heading(string.Create(CultureInfo.InvariantCulture, $"messages by day: {Passed} passed, {Failed} failed")));
        if (days.Count > shown.Length)
            output.WriteLine(palette.Quiet($"{days.Count - shown.Length} earlier days are not shown"));
        foreach (AggregateDay day in shown)
        {
            int passed = LengthOf(day.Passed, most);
            int failed = LengthOf(day.Messages - day.Passed, most);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{day.Day:yyyy-MM-dd}  {palette.Good(new string(Passed, passed))}{palette.Bad(new string(Failed, failed))}{new string(' ', Math.Max(0, LongestBar + 1 - passed - failed))} {day.Messages}{Share(day)}"));
        }
    }

    // Nothing that there is vanishes.
    private static int LengthOf(long messages, long most) => messages == 0 ? 0 : Math.Max(1, (int)Math.Round(LongestBar * (double)messages / most));

    private static string Share(AggregateDay day) =>
        day.Messages == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {Math.Floor(1000.0 * day.Passed / day.Messages) / 10:0.0} % passed");
}
