namespace Tes.Scan.Survey.Archive;

/// <summary>One survey in an archive.</summary>
/// <param name="Number">From 1, in the order in which they were begun.</param>
/// <param name="Started">When it began.</param>
/// <param name="Finished">When its list came to its end; null for one that has not been finished.</param>
/// <param name="Description">What was surveyed.</param>
/// <param name="Program">Name and version of the program.</param>
/// <param name="JudgedFrom">The run whose evidence was judged again; null for a survey of its own.</param>
/// <param name="Domains">Domains in it.</param>
public sealed record ArchivedRun(int Number, DateTimeOffset Started, DateTimeOffset? Finished, RunDescription Description, string Program, int? JudgedFrom, long Domains);
