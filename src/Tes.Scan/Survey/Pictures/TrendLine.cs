namespace Tes.Scan.Survey.Pictures;

/// <summary>One line of a chart over time.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Paint">Its colour.</param>
/// <param name="Shares">A share of 0 to 1 for each point in time; null where there is none.</param>
public sealed record TrendLine(string Label, Paint Paint, IReadOnlyList<double?> Shares);
