using System.Security.Cryptography;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>
/// Checks the signatures of one message, DKIM-Signature or ARC-Message-Signature (RFC 6376 §6.1, RFC 8617 §4.1.2), and makes each hash
/// of the body once: two passes over it at most.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="signatures">All signatures that are going to be checked.</param>
/// <param name="keys">Keys imported before; null to import each anew.</param>
internal sealed class SignatureCheck(MailMessage message, IReadOnlyList<DkimSignature> signatures, DkimKeyCache? keys)
{
    private readonly SignedHeader _header = new(message.Fields);
    private readonly Dictionary<DkimCanonicalization, BodyHashes> _bodies = [];

    /// <summary>The verdict until a key has been looked up: there is no better one.</summary>
    public static readonly DkimOutcome Open = new DkimOutcome.TempError(DkimFault.KeyLookupFailed, "the key was not looked up");

    /// <summary>Whether a key has to be looked up, as nothing else is known against the signature.</summary>
    public static bool IsOpen(DkimOutcome outcome) => ReferenceEquals(outcome, Open);

    /// <summary>What stands against a signature before its key is asked for; null where nothing does.</summary>
    /// <param name="message">The message.</param>
    /// <param name="algorithm">a=.</param>
    /// <param name="timestamp">t=; null without one, or where it does not count.</param>
    /// <param name="expiration">x=; null without one.</param>
    /// <param name="time">The time for both.</param>
    public static DkimOutcome? Acceptance(MailMessage message, DkimAlgorithm algorithm, DateTimeOffset? timestamp, DateTimeOffset? expiration, DateTimeOffset time)
    {
        // What one program takes for a field another takes for the begin of the body.
        if (message.Flaws.HasFlag(MessageFlaws.MalformedField))
            return new DkimOutcome.PermError(DkimFault.MalformedHeader, "the header section has a line that is no field");
        if (!message.HasClearHeader)
            return new DkimOutcome.PermError(DkimFault.MalformedHeader, "the header section has a CR, LF or NUL alone, where others may see a line end");
        if (!message.FieldsNamed("From").Any())
            return new DkimOutcome.PermError(DkimFault.FromNotSigned, "the message has no From field");
        if (algorithm == DkimAlgorithm.RsaSha1)
            return new DkimOutcome.Policy(DkimFault.Sha1, "rsa-sha1 signatures are not valid (RFC 8301)");
        if (expiration < time)
            return new DkimOutcome.Policy(DkimFault.Expired, "the signature has expired");
        return timestamp - time > DkimLimits.MaxClockSkew
            ? new DkimOutcome.Policy(DkimFault.FromTheFuture, "the signature was made in the future")
            : null;
    }

    /// <summary>Checks a signature that has been read.</summary>
    public DkimSignatureReport Verify(DkimSignatureReport report, DkimKeyLookup lookup)
    {
        DkimSignature signature = report.Signature!;
        // Made once for all keys under the name, and only where one fits.
        byte[]? header = null;
        KeyTrial trial = KeyTrial.Of(lookup, signature.Algorithm, signature.AgentDomain, signature.SigningDomain, keys, Check);
        report = report with { Lookup = lookup, Outcome = trial.Outcome, KeyRecord = trial.Record, Key = trial.Key };
        if (trial.Key is null)
            return report;
        long length = BodyFor(signature.BodyCanonicalization).Length;
        return report with
        {
            UnsignedBodyOctets = signature.BodyLength is { } signed && signed < length ? length - signed : 0,
            PartlySignedFields = PartlySigned(signature),
        };

        DkimOutcome Check(DkimPublicKey key)
        {
            if (OfBody(signature) is { } wrong)
                return wrong;
            header ??= _header.Hash(signature.SignedFields, signature.Field, signature.SignatureRange, signature.HeaderCanonicalization);
            return key.Verify(header, signature.Signature.Span)
                ? new DkimOutcome.Pass(signature.SigningDomain)
                : new DkimOutcome.Fail(DkimFault.SignatureMismatch, "the signed header fields have changed, or another key signed them");
        }
    }

    private DkimOutcome.Fail? OfBody(DkimSignature signature)
    {
        if (BodyFor(signature.BodyCanonicalization).Of(signature.BodyLength) is not { } hash)
            return new DkimOutcome.Fail(DkimFault.BodyTooShort, "the body is shorter than what was signed (l=)");
        return CryptographicOperations.FixedTimeEquals(hash, signature.BodyHash.Span)
            ? null
            : new DkimOutcome.Fail(DkimFault.BodyHashMismatch, "the body is not the one that was signed");
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
