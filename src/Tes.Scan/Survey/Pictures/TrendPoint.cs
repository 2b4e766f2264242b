namespace Tes.Scan.Survey.Pictures;

/// <summary>What one run counted.</summary>
/// <param name="At">When the run was.</param>
/// <param name="Value">How many; from 0 to 10^12.</param>
/// <exception cref="ArgumentException">The value is negative, too large, or no number.</exception>
public sealed record TrendPoint(DateTimeOffset At, double Value)
{
    /// <summary>How many.</summary>
    public double Value { get; } = ChartNumber.Required(Value);
}
