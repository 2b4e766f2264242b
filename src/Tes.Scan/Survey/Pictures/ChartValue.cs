namespace Tes.Scan.Survey.Pictures;

/// <summary>One value of a chart.</summary>
public sealed record ChartValue
{
    /// <summary>Makes one.</summary>
    /// <param name="label">What it is of; any text.</param>
    /// <param name="value">Not negative, and finite.</param>
    /// <param name="paint">Its colour.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or no number.</exception>
    public ChartValue(string label, double value, Paint paint)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (!double.IsFinite(value) || value < 0)
            throw new ArgumentOutOfRangeException(nameof(value), value, "A chart shows finite numbers that are not negative.");
        Label = label;
        Value = value;
        Paint = paint;
    }

    /// <summary>What it is of.</summary>
    public string Label { get; }

    /// <summary>The value.</summary>
    public double Value { get; }

    /// <summary>Its colour.</summary>
    public Paint Paint { get; }
}
