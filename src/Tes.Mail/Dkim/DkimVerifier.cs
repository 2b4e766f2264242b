using Tes.Dns;
using Tes.Dns.Resolution;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>
/// Verifies the signatures of a message on its octets (RFC 6376 §6, RFC 8301, RFC 8463). One look-up for each key name, side by side;
/// at most two passes over the body, whatever the number of signatures.
/// </summary>
public static class DkimVerifier
{
    /// <summary>Verifies every signature, at most <see cref="DkimLimits.MaxSignatures"/>.</summary>
    public static async Task<DkimVerification> VerifyAsync(IResolver resolver, MailMessage message, DkimVerifierOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(options);
        List<DkimSignatureReport> reports = [.. message.FieldsNamed(DkimSignature.FieldName).Select((field, index) => Read(field, index, message, options))];
        if (reports.Count == 0)
            return new DkimVerification(message, reports);
        List<DkimSignature> open = [.. reports.Where(report => SignatureCheck.IsOpen(report.Outcome)).Select(report => report.Signature!)];
        Dictionary<DomainName, DkimKeyLookup> lookups = await DkimKeyResolver.ResolveAllAsync(resolver, open.Select(signature => signature.KeyName), cancellationToken).ConfigureAwait(false);
        var check = new SignatureCheck(message, open, options.Keys);
        return new DkimVerification(message, [.. reports.Select(report => SignatureCheck.IsOpen(report.Outcome) ? check.Verify(report, lookups[report.Signature!.KeyName]) : report)]);
    }

    private static DkimSignatureReport Read(HeaderField field, int index, MailMessage message, DkimVerifierOptions options)
    {
        if (index >= DkimLimits.MaxSignatures)
            return new DkimSignatureReport(field, new DkimOutcome.Policy(DkimFault.TooManySignatures, $"more than {DkimLimits.MaxSignatures} signatures stand above this one"));
        if (!TagList.TryParse(field.Value.Span, out TagList? tags, out ParseFailure detail))
            return new DkimSignatureReport(field, Unreadable(new DkimSignatureFailure(DkimFault.Syntax, detail)));
        bool readable = DkimSignatureText.TryRead(field, tags, out DkimSignature? signature, out DkimSignatureFailure failure);
        DkimOutcome outcome = readable
            ? SignatureCheck.Acceptance(message, signature!.Algorithm, signature.Timestamp, signature.Expiration, options.Time) ?? SignatureCheck.Open
            : Unreadable(failure);
        return new DkimSignatureReport(field, outcome) { Signature = signature, ClaimedDomain = tags.Value("d"), ClaimedSelector = tags.Value("s") };
    }

    /// <summary>The verdict on a field that cannot be used.</summary>
    internal static DkimOutcome Unreadable(DkimSignatureFailure failure) => failure.Fault is DkimFault.DomainMismatch or DkimFault.FromNotSigned
        ? new DkimOutcome.PermError(failure.Fault, failure.Detail.ToString())
        // RFC 8601 §2.7.1: "syntax errors or were not otherwise able to be processed"
        : new DkimOutcome.Neutral(failure.Fault, failure.Detail.ToString());
}
