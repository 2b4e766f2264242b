namespace Tes.Scan.Survey.Pictures;

/// <summary>A number that is to be seen at once.</summary>
/// <param name="Label">What was counted.</param>
/// <param name="Value">How many; from 0 to 10^12.</param>
/// <param name="Share">Between 0 and 1; null where there is none.</param>
/// <param name="ShareOf">What the share is of, as "domains having email"; may be empty.</param>
/// <param name="Sql">The query that gave the number, to be shown; or null.</param>
/// <exception cref="ArgumentException">The value or share is negative, too large, or no number.</exception>
public sealed record KeyFigure(string Label, double Value, double? Share = null, string ShareOf = "", string? Sql = null)
{
    /// <summary>How many.</summary>
    public double Value { get; } = ChartNumber.Required(Value);

    /// <summary>Between 0 and 1; null where there is none.</summary>
    public double? Share { get; } = Share is { } share ? ChartNumber.Required(share, nameof(Share)) : null;
}
