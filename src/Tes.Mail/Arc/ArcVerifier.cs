using System.Globalization;
using Tes.Dns;
using Tes.Dns.Resolution;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>
/// Validates the Authenticated Received Chain of a message on its octets (RFC 8617 §5.2). A chain of the wrong structure costs no
/// look-up; else one for each key name, side by side, at most <see cref="ArcLimits.MaxKeyLookups"/>. The body is hashed at most twice.
/// </summary>
public static class ArcVerifier
{
    /// <summary>Validates the chain, and verifies each of its signatures so that every field has its own verdict.</summary>
    /// <param name="resolver">Where keys are looked up.</param>
    /// <param name="message">The message as it came.</param>
    /// <param name="options">The time for x=, and keys imported before.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    public static async Task<ArcVerification> VerifyAsync(IResolver resolver, MailMessage message, DkimVerifierOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(options);
        (IReadOnlyList<ArcSet> sets, ArcOutcome? decided) = ArcChainReader.Read(message);
        if (decided is not null)
            return new ArcVerification(message, decided, sets);
        sets = [.. sets.Select(set => Accept(set, message, options.Time))];
        Dictionary<DomainName, DkimKeyLookup> lookups = await DkimKeyResolver.ResolveAllAsync(resolver, KeyNames(sets), cancellationToken).ConfigureAwait(false);
        List<ArcSet> verified = VerifySeals(VerifyMessageSignatures(sets, message, lookups, options.Keys), lookups, options.Keys);
        return new ArcVerification(message, Judge(verified), verified);
    }

    // What needs no key. RFC 8617 §5.2 has no rule for t=, and RFC 6376 §3.5 leaves it to the verifier: of a clock that was ahead a seal
    // with cv=fail would break the chain for good, though it passes an hour later.
    private static ArcSet Accept(ArcSet set, MailMessage message, DateTimeOffset time)
    {
        if (set.MessageSignature is { Signature: { } signature } report)
            set = set with { MessageSignature = report with { Outcome = SignatureCheck.Acceptance(message, signature.Algorithm, timestamp: null, signature.Expiration, time) ?? SignatureCheck.Open } };
        if (set.Seal is { Seal: { } seal } sealReport)
            set = set with { Seal = sealReport with { Outcome = SignatureCheck.Acceptance(message, seal.Algorithm, timestamp: null, expiration: null, time) ?? SignatureCheck.Open } };
        return set;
    }

    // Those that decide come first, then the message signatures as RFC 8617 §5.2 step 5 has them, newest first.
    private static IEnumerable<DomainName> KeyNames(IReadOnlyList<ArcSet> sets)
    {
        IEnumerable<DomainName?> seals = sets.Select(set => set.Seal is { Seal: { } seal } report && SignatureCheck.IsOpen(report.Outcome) ? seal.KeyName : null);
        IEnumerable<DomainName?> signatures = sets.Reverse().Select(set => set.MessageSignature is { Signature: { } signature } report && SignatureCheck.IsOpen(report.Outcome) ? signature.KeyName : null);
        return signatures.Take(1).Concat(seals).Concat(signatures.Skip(1)).OfType<DomainName>().Distinct().Take(ArcLimits.MaxKeyLookups);
    }

    private static List<ArcSet> VerifyMessageSignatures(IReadOnlyList<ArcSet> sets, MailMessage message, Dictionary<DomainName, DkimKeyLookup> lookups, DkimKeyCache? keys)
    {
        var check = new SignatureCheck(message, [.. sets.Select(set => set.MessageSignature?.Signature).OfType<DkimSignature>()], keys);
        return [.. sets.Select(set => set.MessageSignature is { } report && SignatureCheck.IsOpen(report.Outcome) ? set with { MessageSignature = Verify(report) } : set)];

        DkimSignatureReport Verify(DkimSignatureReport report) => lookups.TryGetValue(report.Signature!.KeyName, out DkimKeyLookup? lookup)
            ? check.Verify(report, lookup)
            : report with { Outcome = new DkimOutcome.Neutral(DkimFault.NotReached, $"more than {ArcLimits.MaxKeyLookups} keys are before that of this signature") };
    }

    private static List<ArcSet> VerifySeals(List<ArcSet> sets, Dictionary<DomainName, DkimKeyLookup> lookups, DkimKeyCache? keys)
    {
        using var header = new SealedHeader();
        var verified = new List<ArcSet>(sets.Count);
        foreach (ArcSet set in sets)
        {
            // The structure is right: every set has its three fields.
            header.AppendSet(set.AuthenticationResults!.Field, set.MessageSignature!.Field);
            verified.Add(SignatureCheck.IsOpen(set.Seal!.Outcome) ? set with { Seal = Verify(set.Seal, header, lookups[set.Seal.Seal!.KeyName], keys) } : set);
            header.AppendSeal(set.Seal.Field);
        }

        return verified;
    }

    private static ArcSealReport Verify(ArcSealReport report, SealedHeader header, DkimKeyLookup lookup, DkimKeyCache? keys)
    {
        ArcSeal seal = report.Seal!;
        byte[]? hash = null;
        KeyTrial trial = KeyTrial.Of(lookup, seal.Algorithm, seal.SigningDomain, seal.SigningDomain, keys, Check);
        return report with { Lookup = lookup, Outcome = trial.Outcome, KeyRecord = trial.Record, Key = trial.Key };

        DkimOutcome Check(DkimPublicKey key) => key.Verify(hash ??= header.Hash(seal.Field, seal.SignatureRange), seal.Signature.Span)
            ? new DkimOutcome.Pass(seal.SigningDomain)
            : new DkimOutcome.Fail(DkimFault.SignatureMismatch, "an ARC field of this set or an earlier one has changed, or another key sealed them");
    }

    // RFC 8617 §5.2 steps 4, 6 and 7. What is wrong for good comes before what could not be found out.
    private static ArcOutcome Judge(List<ArcSet> sets)
    {
        (ArcFault Fault, int Instance, DkimOutcome Outcome)[] deciding =
        [
            (ArcFault.MessageSignature, sets.Count, sets[^1].MessageSignature!.Outcome),
            .. sets.AsEnumerable().Reverse().Select(set => (ArcFault.Seal, set.Instance, set.Seal!.Outcome)),
        ];
        ArcOutcome? temporary = null;
        foreach ((ArcFault fault, int instance, DkimOutcome outcome) in deciding)
        {
            string what = fault == ArcFault.Seal ? "seal" : "message signature";
            string reason = string.Create(CultureInfo.InvariantCulture, $"the {what} of set {instance}: {outcome.Reason}");
            if (outcome is DkimOutcome.TempError)
                temporary ??= new ArcOutcome.TempError(instance, reason);
            else if (outcome is not DkimOutcome.Pass)
                return new ArcOutcome.Fail(fault, instance, reason);
        }

        return temporary ?? new ArcOutcome.Pass(OldestPass(sets));
    }

    // RFC 8617 §5.2 step 5
    private static int OldestPass(List<ArcSet> sets)
    {
        ArcSet? broken = sets.FindLast(set => set.MessageSignature!.Outcome is not DkimOutcome.Pass);
        return broken is null ? 0 : broken.Instance + 1;
    }
}
