using Tes.Dns;

namespace Tes.Mail.Spf.Inspection;

/// <summary>Something dangerous, redundant or wrong in a policy.</summary>
/// <param name="Kind">What.</param>
/// <param name="Domain">Where the record is.</param>
/// <param name="Term">The term as written; null where it is about the record.</param>
/// <param name="Text">One sentence, safe to show but for names, which are printable ASCII.</param>
public sealed record SpfFinding(SpfFindingKind Kind, DomainName Domain, string? Term, string Text);
