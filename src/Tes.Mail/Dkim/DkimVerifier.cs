using System.Security.Cryptography;
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
        List<DkimSignature> open = [.. reports.Where(IsOpen).Select(report => report.Signature!)];
        Dictionary<DomainName, DkimKeyLookup> lookups = await LookUpAsync(resolver, open, cancellationToken).ConfigureAwait(false);
        var work = new DkimWork(message, open, options.Keys);
        return new DkimVerification(message, [.. reports.Select(report => IsOpen(report) ? work.Verify(report, lookups[report.Signature!.KeyName]) : report)]);
    }

    // Until a key has been looked up there is no better verdict than this one.
    private static bool IsOpen(DkimSignatureReport report) => report.Outcome.BrokenRule == DkimFault.KeyLookupFailed;

    private static DkimSignatureReport Read(HeaderField field, int index, MailMessage message, DkimVerifierOptions options)
    {
        if (index >= DkimLimits.MaxSignatures)
            return new DkimSignatureReport(field, new DkimOutcome.Policy(DkimFault.TooManySignatures, $"more than {DkimLimits.MaxSignatures} signatures stand above this one"));
        if (!TagList.TryParse(field.Value.Span, out TagList? tags, out ParseFailure detail))
            return new DkimSignatureReport(field, Unreadable(new DkimSignatureFailure(DkimFault.Syntax, detail)));
        bool readable = DkimSignatureText.TryRead(field, tags, out DkimSignature? signature, out DkimSignatureFailure failure);
        DkimOutcome outcome = readable
            ? Acceptance(signature!, message, options.Time) ?? new DkimOutcome.TempError(DkimFault.KeyLookupFailed, "the key was not looked up")
            : Unreadable(failure);
        return new DkimSignatureReport(field, outcome) { Signature = signature, ClaimedDomain = tags.Value("d"), ClaimedSelector = tags.Value("s") };
    }

    private static DkimOutcome Unreadable(DkimSignatureFailure failure) => failure.Fault is DkimFault.DomainMismatch or DkimFault.FromNotSigned
        ? new DkimOutcome.PermError(failure.Fault, failure.Detail.ToString())
        // RFC 8601 §2.7.1: "syntax errors or were not otherwise able to be processed"
        : new DkimOutcome.Neutral(failure.Fault, failure.Detail.ToString());

    // What needs no key; null where nothing stands against the signature.
    private static DkimOutcome? Acceptance(DkimSignature signature, MailMessage message, DateTimeOffset time)
    {
        // What one program takes for a field another takes for the begin of the body.
        if (message.Flaws.HasFlag(MessageFlaws.MalformedField))
            return new DkimOutcome.PermError(DkimFault.MalformedHeader, "the header section has a line that is no field");
        if (!message.FieldsNamed("From").Any())
            return new DkimOutcome.PermError(DkimFault.FromNotSigned, "the message has no From field");
        if (signature.Algorithm == DkimAlgorithm.RsaSha1)
            return new DkimOutcome.Policy(DkimFault.Sha1, "rsa-sha1 signatures are not valid (RFC 8301)");
        if (signature.Expiration < time)
            return new DkimOutcome.Policy(DkimFault.Expired, "the signature has expired");
        return signature.Timestamp - time > DkimLimits.MaxClockSkew
            ? new DkimOutcome.Policy(DkimFault.FromTheFuture, "the signature was made in the future")
            : null;
    }

    private static async Task<Dictionary<DomainName, DkimKeyLookup>> LookUpAsync(IResolver resolver, List<DkimSignature> signatures, CancellationToken cancellationToken)
    {
        DomainName[] names = [.. signatures.Select(signature => signature.KeyName).Distinct()];
        DkimKeyLookup[] lookups = await Task.WhenAll(names.Select(name => DkimKeyResolver.ResolveAsync(resolver, name, cancellationToken))).ConfigureAwait(false);
        return names.Zip(lookups).ToDictionary();
    }

    /// <summary>The hashes of one message, each made once.</summary>
    private sealed class DkimWork(MailMessage message, IReadOnlyList<DkimSignature> signatures, DkimKeyCache? keys)
    {
        private readonly SignedHeader _header = new(message.Fields);
        private readonly Dictionary<DkimCanonicalization, BodyHashes> _bodies = [];

        public DkimSignatureReport Verify(DkimSignatureReport report, DkimKeyLookup lookup)
        {
            report = report with { Lookup = lookup };
            return lookup.Match(
                published => VerifyWith(report, published),
                malformed => report with { Outcome = new DkimOutcome.PermError(DkimFault.KeyMalformed, $"the key record is malformed: {malformed.Records[0].Failure.Reason}") },
                none => report with { Outcome = new DkimOutcome.PermError(DkimFault.NoKey, "there is no key record") },
                bogus => report with { Outcome = new DkimOutcome.TempError(DkimFault.KeyBogus, "the key record is bogus under DNSSEC") },
                failed => report with { Outcome = new DkimOutcome.TempError(DkimFault.KeyLookupFailed, $"the look-up of the key failed: {failed.Failure.Text}") });
        }

        // RFC 6376 §6.1.2: of several records each may be tried; the one that gets farthest decides
        private DkimSignatureReport VerifyWith(DkimSignatureReport report, DkimKeyLookup.Published published)
        {
            DkimSignatureReport? best = null;
            foreach (DkimKeyRecord record in published.Records)
            {
                DkimSignatureReport next = VerifyWith(report with { KeyRecord = record }, report.Signature!, record);
                if (next.Outcome is DkimOutcome.Pass)
                    return next;
                best = best is null || (next.Outcome is DkimOutcome.Fail && best.Outcome is not DkimOutcome.Fail) ? next : best;
            }

            return best!;
        }

        private DkimSignatureReport VerifyWith(DkimSignatureReport report, DkimSignature signature, DkimKeyRecord record)
        {
            if (Suitability(signature, record) is { } unsuitable)
                return report with { Outcome = unsuitable };
            DkimFault fault;
            string reason;
            DkimPublicKey? key;
            if (!(keys is null ? DkimPublicKey.TryImport(record, out key, out fault, out reason) : keys.TryImport(record, out key, out fault, out reason)))
            {
                return report with
                {
                    Outcome = fault is DkimFault.KeyTooShort or DkimFault.KeyTooLong
                        ? new DkimOutcome.Policy(fault, reason)
                        : new DkimOutcome.PermError(fault, reason),
                };
            }

            BodyHashes body = BodyFor(signature.BodyCanonicalization);
            return report with
            {
                Key = key,
                Outcome = Check(signature, key, body),
                UnsignedBodyOctets = signature.BodyLength is { } length && length < body.Length ? body.Length - length : 0,
                PartlySignedFields = PartlySigned(signature),
            };
        }

        // RFC 6376 §6.1.2: rules 4 to 9, and §3.6.1
        private static DkimOutcome.PermError? Suitability(DkimSignature signature, DkimKeyRecord record)
        {
            if (record.IsRevoked)
                return null;
            if (!record.IsForMail)
                return new DkimOutcome.PermError(DkimFault.KeyNotForMail, "the key is not for mail (s=)");
            if (record.KeyType is { } type && type != DkimWords.KeyTypeOf(signature.Algorithm))
                return new DkimOutcome.PermError(DkimFault.KeyAlgorithmMismatch, "the key is of another type (k=) than the signature (a=)");
            if (!record.Allows(signature.Algorithm))
                return new DkimOutcome.PermError(DkimFault.KeyAlgorithmMismatch, "the key is not for the hash of the signature (h=)");
            return record.Flags.HasFlag(DkimKeyFlags.SameDomain) && signature.AgentDomain != signature.SigningDomain
                ? new DkimOutcome.PermError(DkimFault.DomainMismatch, "the key (t=s) is not for identifiers below the signing domain")
                : null;
        }

        private DkimOutcome Check(DkimSignature signature, DkimPublicKey key, BodyHashes body)
        {
            if (body.Of(signature.BodyLength) is not { } hash)
                return new DkimOutcome.Fail(DkimFault.BodyTooShort, "the body is shorter than what was signed (l=)");
            if (!CryptographicOperations.FixedTimeEquals(hash, signature.BodyHash.Span))
                return new DkimOutcome.Fail(DkimFault.BodyHashMismatch, "the body is not the one that was signed");
            byte[] header = _header.Hash(signature.SignedFields, signature.Field, signature.SignatureRange, signature.HeaderCanonicalization);
            return key.Verify(header, signature.Signature.Span)
                ? new DkimOutcome.Pass(signature.SigningDomain)
                : new DkimOutcome.Fail(DkimFault.SignatureMismatch, "the signed header fields have changed, or another key signed them");
        }

        private BodyHashes BodyFor(DkimCanonicalization canonicalization)
        {
            if (!_bodies.TryGetValue(canonicalization, out BodyHashes? hashes))
            {
                IEnumerable<long> lengths = signatures.Where(signature => signature.BodyCanonicalization == canonicalization).Select(signature => signature.BodyLength).OfType<long>();
                _bodies[canonicalization] = hashes = BodyDigest.Compute(message.Body.Span, canonicalization, lengths);
            }

            return hashes;
        }

        private List<string> PartlySigned(DkimSignature signature) =>
            [.. signature.SignedFields.Distinct(StringComparer.OrdinalIgnoreCase).Where(name =>
                MailMessage.MayStandOnce(name)
                && _header.Count(name) is > 1 and int present
                && signature.SignedFields.Count(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) < present)];
    }
}
