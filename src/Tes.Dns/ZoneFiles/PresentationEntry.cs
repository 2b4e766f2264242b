namespace Tes.Dns.ZoneFiles;

/// <summary>One entry of a master file: a line, or several joined by parentheses (RFC 1035 §5.1).</summary>
/// <param name="Tokens">Its items; none for an empty line.</param>
/// <param name="Start">Whether the first item stands at the very start of the line.</param>
internal sealed record PresentationEntry(IReadOnlyList<PresentationToken> Tokens, EntryStart Start);
