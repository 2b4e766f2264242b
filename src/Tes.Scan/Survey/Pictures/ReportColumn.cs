namespace Tes.Scan.Survey.Pictures;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Align"><see cref="TextAlign.End"/> for numbers.</param>
public sealed record ReportColumn(string Title, TextAlign Align = TextAlign.Start);
