using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>What came of all signatures of a message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Signatures">One report for each DKIM-Signature field, from the top; empty: result "none".</param>
public sealed record DkimVerification(MailMessage Message, IReadOnlyList<DkimSignatureReport> Signatures)
{
    /// <summary>The word of RFC 8601 for the message: of the signature that says most for it. One that passes is enough (RFC 6376 §6.1).</summary>
    public string Word => Best?.Outcome.Word ?? "none";

    /// <summary>The report behind <see cref="Word"/>; null where there is no signature.</summary>
    public DkimSignatureReport? Best => Signatures.MinBy(report => report.Outcome.Match(
        pass => 0, fail => 2, policy => 3, neutral => 5, tempError => 1, permError => 4));
}
