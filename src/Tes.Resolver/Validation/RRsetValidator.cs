using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>Judges the RRsets and denials of one look-up by walking the chains of trust that their signatures name.</summary>
internal sealed class RRsetValidator(TrustWalker walker, ResolverOptions options, DateTimeOffset now, LookupBudget budget)
{
    // Own limit: honest RRsets have one signer; two occur while a zone is moved.
    private const int MaxSigners = 2;

    private readonly TraceBuilder _trace = new();

    public ValidationTrace Trace => _trace.Build();

    /// <summary>Judges one RRset of a response, with the proof that an expanded wildcard needs.</summary>
    public async Task<RRsetValidation> ValidateAsync(RRset rrset, Message response, CancellationToken cancellationToken)
    {
        ExtendedDnsError? error = null;
        DomainName? zone = null;
        foreach (DomainName signer in Signers(rrset))
        {
            ZoneTrust trust = await WalkAsync(signer, AskAhead.WholeChain, cancellationToken).ConfigureAwait(false);
            if (trust is not ZoneTrust.Secure secure)
                return Unsigned(rrset, trust);
            RRsetVerdict verdict = RRsetVerifier.Verify(rrset, secure.Zone, secure.Keys, options.Policy, now);
            if (verdict is RRsetVerdict.Verified verified)
                return new RRsetValidation.Judged(CheckExpansion(rrset, verified, secure, response));
            error ??= ((RRsetVerdict.Unverified)verdict).Error;
            zone ??= secure.Zone;
        }

        if (error is not null)
            return Judge(rrset, SecurityStatus.Bogus, zone, error);

        // Nothing names a signer: unless a proof shows the zone to be unsigned, signatures are missing (RFC 4035 §5.2).
        ZoneTrust found = await WalkAsync(HomeOf(rrset.Owner, rrset.Type), AskAhead.UsualUnsignedChain, cancellationToken).ConfigureAwait(false);
        if (found is not ZoneTrust.Secure signed)
            return Unsigned(rrset, found);
        var unverified = RRsetVerifier.Verify(rrset, signed.Zone, signed.Keys, options.Policy, now) as RRsetVerdict.Unverified;
        return Judge(rrset, SecurityStatus.Bogus, signed.Zone, unverified?.Error ?? Missing(rrset, signed.Zone));
    }

    /// <summary>Judges the denial of a name and type by a response's authority section.</summary>
    public async Task<DenialValidation> ValidateDenialAsync(DomainName name, RRType type, Message response, CancellationToken cancellationToken)
    {
        Absence claimed = response.ResponseCode == ResponseCode.NXDomain ? Absence.NXDomain : Absence.NoData;
        DomainName home = HomeOf(name, type);
        RRset[] records = [.. DenialRecords.In(response)];
        // The deepest signer at or above the name: a zone above it cannot deny what a zone below holds.
        DomainName? signer = records.SelectMany(record => record.Signatures).Select(signature => signature.SignerName)
            .Where(candidate => MaySign(candidate, home)).MaxBy(candidate => candidate.LabelCount);
        ZoneTrust trust = await WalkAsync(signer ?? home, signer is null ? AskAhead.UsualUnsignedChain : AskAhead.WholeChain, cancellationToken).ConfigureAwait(false);
        switch (trust)
        {
            case ZoneTrust.Secure secure:
                return Prove(name, type, claimed, DenialRecords.Verify(response, secure, options.Policy, now), records.Length, secure);
            case ZoneTrust.Insecure insecure:
                return new DenialValidation.Given(claimed, SecurityStatus.Insecure, insecure.Error, []);
            case ZoneTrust.Indeterminate:
                return new DenialValidation.Given(claimed, SecurityStatus.Indeterminate, NoAnchor(name), []);
            case ZoneTrust.Bogus bogus:
                return new DenialValidation.Broken(bogus.Error, []);
            default:
                return new DenialValidation.Failed(((ZoneTrust.Failed)trust).Failure);
        }
    }

    private DenialValidation Prove(DomainName name, RRType type, Absence claimed, DenialRecords records, int given, ZoneTrust.Secure zone)
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
                return new DenialValidation.Given(absence, SecurityStatus.Secure, null, records.RRsets);
            case DenialOutcome.ProvenByOptOut:
                // RFC 5155 §9.2: an opt-out span proves nothing of what is unsigned.
                return new DenialValidation.Given(claimed, SecurityStatus.Insecure, null, records.RRsets);
            case DenialOutcome.TooManyIterations:
                return new DenialValidation.Given(claimed, SecurityStatus.Insecure, TooManyIterations(zone.Zone), records.RRsets);
            default:
                string what = claimed == Absence.NXDomain ? $"{name} does not exist" : $"{name} has no {type.ToMnemonic()}";
                string why = given == 0 ? $"{zone.Zone} is signed, but nothing proves that {what}" : $"the NSEC records of {zone.Zone} do not prove that {what}";
                return new DenialValidation.Broken(records.Missing(why), records.RRsets);
        }
    }

    private ValidatedRRset CheckExpansion(RRset rrset, RRsetVerdict.Verified verified, ZoneTrust.Secure zone, Message response)
    {
        var judged = new ValidatedRRset(rrset.WithTtl(verified.Ttl), SecurityStatus.Secure, zone.Zone, null, verified.Signature, verified.Wildcard);
        if (verified.Wildcard is null)
            return judged;
        DenialRecords records = DenialRecords.Verify(response, zone, options.Policy, now);
        return records.Proof.ProveWildcardExpansion(rrset.Owner, verified.Wildcard) switch
        {
            DenialOutcome.Proven => judged,
            DenialOutcome.ProvenByOptOut => judged with { Security = SecurityStatus.Insecure, Signature = null },
            DenialOutcome.TooManyIterations => judged with { Security = SecurityStatus.Insecure, Signature = null, Error = TooManyIterations(zone.Zone) },
            _ => judged with
            {
                Security = SecurityStatus.Bogus,
                Signature = null,
                Error = records.Missing($"nothing proves that {rrset.Owner} has no match closer than {verified.Wildcard}"),
            },
        };
    }

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
