using Tes.Dns;

namespace Tes.Mail.TagLists;

/// <summary>Where reports are to be sent (RFC 9989 §4.6, RFC 8460 §3), valid by RFC 3986.</summary>
/// <param name="Text">The URI as written, without an obsolete size: ASCII.</param>
/// <param name="Scheme">Its scheme in lower case, without the colon.</param>
/// <param name="Host">
/// The host that receives: the domain of the mail address, or the host of the authority. Null where another scheme has none,
/// or where it is an IP address.
/// </param>
/// <param name="ObsoleteSize">The largest report that RFC 7489 let an owner ask for, as <c>10m</c>; to be ignored. Null where there is none.</param>
/// <param name="Offset">Where it begins in its record, in characters.</param>
public sealed record ReportUri(string Text, string Scheme, DomainName? Host, string? ObsoleteSize, int Offset)
{
    /// <summary>Whether the reports go by mail.</summary>
    public bool IsMail => Scheme == "mailto";
}
