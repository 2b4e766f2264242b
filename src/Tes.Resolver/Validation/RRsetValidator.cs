using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>Judges the RRsets and denials of one look-up by walking the chains of trust that their signatures name.</summary>
internal sealed class RRsetValidator(TrustWalker walker, ResolverOptions options, LookupBudget budget)
{
    // Own limit: honest RRsets have one signer; two occur while a zone is moved.
    private const int MaxSigners = 2;

    private readonly TraceBuilder _trace = new();

    public ValidationTrace Trace => _trace.Build();

    /// <summary>Judges one RRset of a response, with the proof that an expanded wildcard needs.</summary>
    public async Task<RRsetValidation> ValidateAsync(RRset rrset, Message response, CancellationToken cancellationToken)
    {
        ValidatedRRset? bogus = null;
        foreach (DomainName signer in Signers(rrset))
        {
            ZoneTrust trust = await WalkAsync(signer, AskAhead.WholeChain, cancellationToken).ConfigureAwait(false);
            if (trust is not ZoneTrust.Secure secure)
                return Unsigned(rrset, trust);
            RRsetVerdict verdict = RRsetVerifier.Verify(rrset, secure.Zone, secure.Keys, options.Policy, walker.Now, budget.Work);
            if (verdict is RRsetVerdict.Verified verified)
                return new RRsetValidation.Judged(CheckExpansion(rrset, verified, secure, response));
            bogus ??= ValidatedRRset.Of(rrset, secure.Zone, (RRsetVerdict.Unverified)verdict);
        }

        if (bogus is not null)
            return new RRsetValidation.Judged(bogus);

        // Nothing names a signer: unless a proof shows the zone to be unsigned, signatures are missing (RFC 4035 §5.2).
        ZoneTrust found = await WalkAsync(HomeOf(rrset.Owner, rrset.Type), AskAhead.UsualUnsignedChain, cancellationToken).ConfigureAwait(false);
        if (found is not ZoneTrust.Secure signed)
            return Unsigned(rrset, found);
        return RRsetVerifier.Verify(rrset, signed.Zone, signed.Keys, options.Policy, walker.Now, budget.Work) is RRsetVerdict.Unverified { Fault: not SignatureFault.Missing } unverified
            ? new RRsetValidation.Judged(ValidatedRRset.Of(rrset, signed.Zone, unverified))
            : Judge(rrset, SecurityStatus.Bogus, signed.Zone, Missing(rrset, signed.Zone));
    }

    /// <summary>Judges the denial of a name and type by a response's authority section.</summary>
    public async Task<DenialValidation> ValidateDenialAsync(DomainName name, RRType type, Message response, CancellationToken cancellationToken)
    {
        Absence claimed = response.ResponseCode == ResponseCode.NXDomain ? Absence.NXDomain : Absence.NoData;
        DomainName home = HomeOf(name, type);
        RRset[] records = [.. DenialRecords.In(response)];
        // The deepest signer at or above the name: a zone above it cannot deny what a zone below holds.
        DomainName? signer = records.Length == 0 ? null : records.SelectMany(record => record.Signatures).Select(signature => signature.SignerName)
            .Where(candidate => MaySign(candidate, home)).MaxBy(candidate => candidate.LabelCount);
        ZoneTrust trust = await WalkAsync(signer ?? home, signer is null ? AskAhead.UsualUnsignedChain : AskAhead.WholeChain, cancellationToken).ConfigureAwait(false);
        switch (trust)
        {
            case ZoneTrust.Secure secure:
                DenialRecords verified = DenialRecords.Verify(response, secure, options.Policy, walker.Now, budget.Work);
                uint ttl = NegativeTtl.Of(response, secure, options.Policy, walker.Now, budget.Work);
                walker.Denials.Add(secure, verified, ttl);
                DenialValidation denial = Prove(name, type, claimed, verified, Math.Min(ttl, (uint)verified.Lifetime.TotalSeconds), records.Length, secure);
                if (denial is not DenialValidation.Broken || signer is null || signer == home)
                    return denial;
                // What a zone above said, as of the missing DS, proves nothing of a zone below that is proven to be unsigned.
                return await WalkAsync(home, AskAhead.UsualUnsignedChain, cancellationToken).ConfigureAwait(false) switch
                {
                    ZoneTrust.Insecure unsigned => new DenialValidation.Given(claimed, SecurityStatus.Insecure, unsigned.Error, [], NegativeTtl.Of(response, name)),
                    ZoneTrust.Failed unknown => new DenialValidation.Failed(unknown.Failure),
                    _ => denial,
                };
            case ZoneTrust.Insecure insecure:
                return new DenialValidation.Given(claimed, SecurityStatus.Insecure, insecure.Error, [], NegativeTtl.Of(response, name));
            case ZoneTrust.Indeterminate:
                return new DenialValidation.Given(claimed, SecurityStatus.Indeterminate, NoAnchor(name), [], NegativeTtl.Of(response, name));
            case ZoneTrust.Bogus bogus:
                return new DenialValidation.Broken(bogus.Error, []);
            default:
                return new DenialValidation.Failed(((ZoneTrust.Failed)trust).Failure);
        }
    }

    /// <summary>The absence that denials kept from other questions prove, without asking; null where they do not (RFC 8198).</summary>
    public DenialValidation.Given? DenyUnasked(DomainName name, RRType type)
    {
        if (FindKnown(name, type) is not { } zone || walker.Denials.Deny(zone, name, type) is not { } denial)
            return null;
        _trace.Add(zone);
        return denial;
    }

    /// <summary>The answer that a wildcard kept from other questions gives, without asking; null where there is none (RFC 8198 §5.3).</summary>
    public ValidatedRRset? ExpandUnasked(DomainName name, RRType type)
    {
        if (FindKnown(name, type) is not { } zone || walker.Denials.Expand(zone, name, type) is not { } expanded)
            return null;
        _trace.Add(zone);
        return expanded;
    }

    private ZoneTrust.Secure? FindKnown(DomainName name, RRType type) =>
        options.AggressiveDenial == AggressiveDenial.Use ? walker.FindKnown(HomeOf(name, type)) as ZoneTrust.Secure : null;

    private DenialValidation Prove(DomainName name, RRType type, Absence claimed, DenialRecords records, uint ttl, int given, ZoneTrust.Secure zone)
    {
        DenialOutcome outcome = DenialOutcome.NotProven;
        Absence absence = claimed;
        if (claimed == Absence.NXDomain)
            outcome = records.Proof.ProveNXDomain(name);
        if (outcome == DenialOutcome.NotProven)
        {
            // Servers that say NXDOMAIN of an empty non-terminal prove NODATA all the same, and the proof is what counts.
            outcome = records.Proof.ProveNoData(name, type);
            absence = Absence.NoData;
        }

        switch (outcome)
        {
            case DenialOutcome.Proven:
                return new DenialValidation.Given(absence, SecurityStatus.Secure, null, records.RRsets, ttl);
            case DenialOutcome.ProvenByOptOut:
                // RFC 5155 §9.2: an opt-out span proves nothing of what is unsigned.
                return new DenialValidation.Given(claimed, SecurityStatus.Insecure, null, records.RRsets, ttl);
            case DenialOutcome.TooManyIterations:
                return new DenialValidation.Given(claimed, SecurityStatus.Insecure, TooManyIterations(zone.Zone), records.RRsets, ttl);
            default:
                string what = claimed == Absence.NXDomain ? $"{name} does not exist" : $"{name} has no {type.ToMnemonic()}";
                string why = given == 0 ? $"{zone.Zone} is signed, but nothing proves that {what}" : $"the NSEC records of {zone.Zone} do not prove that {what}";
                return new DenialValidation.Broken(records.Missing(why), records.RRsets);
        }
    }

    private ValidatedRRset CheckExpansion(RRset rrset, RRsetVerdict.Verified verified, ZoneTrust.Secure zone, Message response)
    {
        ValidatedRRset judged = ValidatedRRset.Of(rrset, zone.Zone, verified);
        if (verified.Wildcard is null)
            return judged;
        DenialRecords records = DenialRecords.Verify(response, zone, options.Policy, walker.Now, budget.Work);
        judged = judged with { ExpansionProof = records.RRsets };
        DenialOutcome outcome = records.Proof.ProveWildcardExpansion(rrset.Owner, verified.Wildcard);
        walker.Denials.Add(zone, records, NegativeTtl.Longest);
        if (outcome == DenialOutcome.Proven)
            walker.Denials.AddWildcard(zone, judged);
        return outcome switch
        {
            // RFC 4035 §5.3.4: it rests on the proof as well.
            DenialOutcome.Proven => judged with { RRset = judged.RRset.WithTtl(Math.Min(judged.RRset.Ttl, (uint)records.Lifetime.TotalSeconds)) },
            DenialOutcome.ProvenByOptOut => Weaken(judged, SecurityStatus.Insecure, null),
            DenialOutcome.TooManyIterations => Weaken(judged, SecurityStatus.Insecure, TooManyIterations(zone.Zone)),
            _ => Weaken(judged, SecurityStatus.Bogus, records.Missing($"nothing proves that {rrset.Owner} has no match closer than {verified.Wildcard}")),
        };
    }

    private static ValidatedRRset Weaken(ValidatedRRset judged, SecurityStatus security, ExtendedDnsError? error) =>
        judged with { Security = security, Signature = null, Key = null, Error = error };

    private async Task<ZoneTrust> WalkAsync(DomainName name, AskAhead ahead, CancellationToken cancellationToken)
    {
        ZoneTrust trust = await walker.WalkAsync(name, ahead, budget, cancellationToken).ConfigureAwait(false);
        _trace.Add(trust);
        return trust;
    }

    /// <summary>Zones that the signatures name and that may have signed the RRset, deepest first.</summary>
    private DomainName[] Signers(RRset rrset)
    {
        DomainName home = HomeOf(rrset.Owner, rrset.Type);
        return [.. rrset.Signatures.Select(signature => signature.SignerName).Where(signer => MaySign(signer, home)).Distinct()
            .OrderByDescending(signer => signer.LabelCount).Take(MaxSigners)];
    }

    // Not above the closest trust anchor: what lies below an anchor is governed by it alone.
    private bool MaySign(DomainName signer, DomainName home) =>
        home.IsAtOrBelow(signer) && options.TrustAnchors.FindClosest(home) is { } anchor && signer.IsAtOrBelow(anchor.Owner);

    // RFC 4035 §2.4: DS is on the parent's side of a zone cut.
    private static DomainName HomeOf(DomainName owner, RRType type) => type == RRType.DS ? owner.Parent : owner;

    private static RRsetValidation Unsigned(RRset rrset, ZoneTrust trust) => trust switch
    {
        ZoneTrust.Insecure insecure => Judge(rrset, SecurityStatus.Insecure, insecure.Apex, insecure.Error),
        ZoneTrust.Indeterminate => Judge(rrset, SecurityStatus.Indeterminate, null, NoAnchor(rrset.Owner)),
        ZoneTrust.Bogus bogus => Judge(rrset, SecurityStatus.Bogus, bogus.Apex, bogus.Error),
        ZoneTrust.Failed failed => new RRsetValidation.Failed(failed.Failure),
        _ => throw new InvalidOperationException("A secure zone is not unsigned."),
    };

    private static RRsetValidation.Judged Judge(RRset rrset, SecurityStatus security, DomainName? zone, ExtendedDnsError? error) =>
        new(new ValidatedRRset(rrset, security, zone, error, null, null));

    private static ExtendedDnsError Missing(RRset rrset, DomainName zone) =>
        new(ExtendedDnsErrorCode.RrsigsMissing, $"no RRSIG covers {rrset.Owner} {rrset.Type.ToMnemonic()}, though {zone} is signed");

    private static ExtendedDnsError NoAnchor(DomainName name) =>
        new(ExtendedDnsErrorCode.DnssecIndeterminate, $"no trust anchor is at or above {name}");

    private ExtendedDnsError TooManyIterations(DomainName zone) =>
        new(ExtendedDnsErrorCode.UnsupportedNsec3IterationsValue, $"{zone} hashes its NSEC3 names with more than {options.Policy.MaxNsec3Iterations} iterations");
}
