using Tes.Dns;

namespace Tes.Mail.Dkim;

/// <summary>A signature against what is published for it (RFC 6376 §6.1.2 and §6.1.3): of DKIM-Signature, ARC-Message-Signature and ARC-Seal alike.</summary>
/// <param name="Outcome">The verdict.</param>
/// <param name="Record">The key record that decided; null where there is none.</param>
/// <param name="Key">The key that decided; null where there is none.</param>
internal sealed record KeyTrial(DkimOutcome Outcome, DkimKeyRecord? Record = null, DkimPublicKey? Key = null)
{
    /// <summary>Tries the keys.</summary>
    /// <param name="lookup">What is published.</param>
    /// <param name="algorithm">a= of the signature.</param>
    /// <param name="agentDomain">The domain of i=; d= in fields whose i= is none.</param>
    /// <param name="signingDomain">d=.</param>
    /// <param name="keys">Keys imported before; null to import each anew.</param>
    /// <param name="check">The verdict that a key comes to which fits.</param>
    public static KeyTrial Of(
        DkimKeyLookup lookup, DkimAlgorithm algorithm, DomainName agentDomain, DomainName signingDomain, DkimKeyCache? keys, Func<DkimPublicKey, DkimOutcome> check) => lookup.Match(
            published => Best(published.Records.Select(record => Try(record, algorithm, agentDomain == signingDomain, keys, check))),
            malformed => new KeyTrial(new DkimOutcome.PermError(DkimFault.KeyMalformed, $"the key record is malformed: {malformed.Records[0].Failure.Reason}")),
            none => new KeyTrial(new DkimOutcome.PermError(DkimFault.NoKey, "there is no key record")),
            bogus => new KeyTrial(new DkimOutcome.TempError(DkimFault.KeyBogus, "the key record is bogus under DNSSEC")),
            failed => new KeyTrial(new DkimOutcome.TempError(DkimFault.KeyLookupFailed, $"the look-up of the key failed: {failed.Failure.Text}")));

    // RFC 6376 §6.1.2: of several records each may be tried; the one that gets farthest decides
    private static KeyTrial Best(IEnumerable<KeyTrial> trials)
    {
        KeyTrial? best = null;
        foreach (KeyTrial next in trials)
        {
            if (next.Outcome is DkimOutcome.Pass)
                return next;
            best = best is null || (next.Outcome is DkimOutcome.Fail && best.Outcome is not DkimOutcome.Fail) ? next : best;
        }

        return best!;
    }

    private static KeyTrial Try(DkimKeyRecord record, DkimAlgorithm algorithm, bool agentIsDomain, DkimKeyCache? keys, Func<DkimPublicKey, DkimOutcome> check)
    {
        if (Suitability(record, algorithm, agentIsDomain) is { } unsuitable)
            return new KeyTrial(unsuitable, record);
        DkimFault fault;
        string reason;
        DkimPublicKey? key;
        if (keys is null ? DkimPublicKey.TryImport(record, out key, out fault, out reason) : keys.TryImport(record, out key, out fault, out reason))
            return new KeyTrial(check(key), record, key);
        return new KeyTrial(
            fault is DkimFault.KeyTooShort or DkimFault.KeyTooLong ? new DkimOutcome.Policy(fault, reason) : new DkimOutcome.PermError(fault, reason), record);
    }

    // RFC 6376 §6.1.2: rules 4 to 9, and §3.6.1
    private static DkimOutcome.PermError? Suitability(DkimKeyRecord record, DkimAlgorithm algorithm, bool agentIsDomain)
    {
        if (record.IsRevoked)
            return null;
        if (!record.IsForMail)
            return new DkimOutcome.PermError(DkimFault.KeyNotForMail, "the key is not for mail (s=)");
        if (record.KeyType is { } type && type != DkimWords.KeyTypeOf(algorithm))
            return new DkimOutcome.PermError(DkimFault.KeyAlgorithmMismatch, "the key is of another type (k=) than the signature (a=)");
        if (!record.Allows(algorithm))
            return new DkimOutcome.PermError(DkimFault.KeyAlgorithmMismatch, "the key is not for the hash of the signature (h=)");
        return record.Flags.HasFlag(DkimKeyFlags.SameDomain) && !agentIsDomain
            ? new DkimOutcome.PermError(DkimFault.DomainMismatch, "the key (t=s) is not for identifiers below the signing domain")
            : null;
    }
}
