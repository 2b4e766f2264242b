namespace Tes.Scan.Survey.Pictures;

/// <summary>A part of a report with a heading.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Blocks">What it holds, in order.</param>
/// <param name="Sql">The query that all of it was made with, to be shown; or null.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<ReportBlock> Blocks, string? Sql = null);
