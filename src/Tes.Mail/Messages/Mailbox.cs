using Tes.Dns;

namespace Tes.Mail.Messages;

/// <summary>An address without its display name (RFC 5322 §3.4.1, RFC 6532 §3.2).</summary>
/// <param name="LocalPart">What stands before the @, quotes removed; a peer's text, to be escaped wherever it is shown.</param>
/// <param name="DomainText">What stands behind it, as written, brackets of an address literal included; to be escaped too.</param>
/// <param name="Domain">The same as a name with A-labels; null for an address literal.</param>
public sealed record Mailbox(string LocalPart, string DomainText, DomainName? Domain)
{
    /// <inheritdoc/>
    public override string ToString() => $"{LocalPart}@{DomainText}";
}
