namespace Tes.Scan.Survey.Pictures;

/// <summary>A part of a whole: a slice of a pie, a bar of a bar chart.</summary>
/// <param name="Label">Its name; any text.</param>
/// <param name="Value">How many; from 0 to 10^12.</param>
/// <param name="Meaning">What it stands for.</param>
/// <exception cref="ArgumentException">The value is negative, too large, or no number.</exception>
public sealed record Slice(string Label, double Value, Meaning Meaning = Meaning.Plain)
{
    /// <summary>Its name; any text.</summary>
    public string Label { get; } = Label ?? throw new ArgumentNullException(nameof(Label));

    /// <summary>How many.</summary>
    public double Value { get; } = ChartNumber.Required(Value);
}
