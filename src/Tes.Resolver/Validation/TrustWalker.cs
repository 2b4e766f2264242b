using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Validation;

/// <summary>
/// Walks the chain of trust from the closest trust anchor down, label by label, asking for DS at each (RFC 4035 §5). Only a
/// verified proof makes a zone insecure; whatever else is missing makes it bogus, and what could not be asked, failed.
/// </summary>
internal sealed class TrustWalker(Asker asker, ResolverOptions options, TimeProvider time)
{
    private readonly ExpiringCache<DomainName, TrustStep> _steps = new(ResolverOptions.MaxCacheEntries, time);

    // Most unsigned domains are delegated by a signed zone one label below the root.
    private const int UsualDepthOfCut = 2;

    private DnssecPolicy Policy => options.Policy;

    private DateTimeOffset Now => options.ValidationTime ?? time.GetUtcNow();

    private DateTimeOffset ExpiresIn(TimeSpan lifetime) => time.GetUtcNow() + lifetime;

    /// <summary>The trust that covers <paramref name="name"/>: of the zone with that apex, or of the zone that holds it.</summary>
    /// <param name="name">A name.</param>
    /// <param name="ahead">How much on the way is asked at once.</param>
    /// <param name="budget">Questions left.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ZoneTrust> WalkAsync(DomainName name, AskAhead ahead, LookupBudget budget, CancellationToken cancellationToken)
    {
        if (options.TrustAnchors.FindClosest(name) is not { } anchor)
            return ZoneTrust.Indeterminate.Instance;
        AskOnTheWay(anchor.Owner, name, ahead, budget);
        TrustStep step = await _steps.GetAsync(anchor.Owner, () => PrimeAsync(anchor, budget), kept => kept.Expires - time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        for (int labels = anchor.Owner.LabelCount + 1; labels <= name.LabelCount; labels++)
        {
            if (step.Trust is not ZoneTrust.Secure parent || step.Below == WayDown.NothingBelow)
                break;
            DomainName child = name.Suffix(labels);
            step = await _steps.GetAsync(child, () => StepAsync(child, parent, budget), kept => kept.Expires - time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        return step.Trust;
    }

    private void AskOnTheWay(DomainName anchor, DomainName end, AskAhead ahead, LookupBudget budget)
    {
        int last = ahead == AskAhead.WholeChain ? end.LabelCount : Math.Min(end.LabelCount, anchor.LabelCount + UsualDepthOfCut);
        for (int labels = anchor.LabelCount; labels <= last; labels++)
        {
            DomainName name = end.Suffix(labels);
            if (_steps.Find(name) is { } known)
            {
                if (known.Trust is not ZoneTrust.Secure || known.Below == WayDown.NothingBelow)
                    return;
                continue;
            }

            // Where the last cut is expected to be unsigned, its keys are not needed.
            if (ahead == AskAhead.WholeChain || labels < last)
                asker.AskAhead(new Question(name, RRType.Dnskey), budget);
            if (labels > anchor.LabelCount)
                asker.AskAhead(new Question(name, RRType.DS), budget);
        }
    }

    private async Task<TrustStep> PrimeAsync(TrustAnchor anchor, LookupBudget budget)
    {
        IReadOnlyList<DsRdata> signers = DelegationSigner.Usable(anchor.DelegationSigners, Policy);
        DnskeyRdata[] keys = [.. anchor.Keys.Where(key => Policy.Supports(key.Algorithm))];
        if (signers.Count == 0 && keys.Length == 0)
            return Unsupported(anchor.Owner, anchor.DelegationSigners, null, ExpiresIn(Lifetimes.Longest));
        return await EnterAsync(anchor.Owner, signers, keys, null, ExpiresIn(Lifetimes.Longest), budget).ConfigureAwait(false);
    }

    private async Task<TrustStep> StepAsync(DomainName child, ZoneTrust.Secure parent, LookupBudget budget)
    {
        UpstreamResult result = await asker.AskAsync(new Question(child, RRType.DS), budget, CancellationToken.None).ConfigureAwait(false);
        if (result is not UpstreamResult.Response { Message: var response })
            return Fail(((UpstreamResult.Failure)result).Reason, parent);
        IReadOnlyList<RRset> answers = RRset.Group(response.Answers);
        if (answers.FirstOrDefault(rrset => rrset.Type == RRType.DS && rrset.Owner == child) is { } ds)
            return await DelegateAsync(child, ds, parent, budget).ConfigureAwait(false);
        return answers.FirstOrDefault(rrset => (rrset.Type == RRType.Cname && rrset.Owner == child) || (rrset.Type == RRType.Dname && child.IsBelow(rrset.Owner))) is { } alias
            ? PassAlias(alias, parent)
            : JudgeDenial(child, response, parent);
    }

    // An alias owns no delegation, and where this is a lie, what lies below becomes bogus, never insecure. So it need not be
    // proven, but unproven it is kept no longer than what is bogus.
    private TrustStep PassAlias(RRset alias, ZoneTrust.Secure parent)
    {
        TimeSpan lifetime = RRsetVerifier.Verify(alias, parent.Zone, parent.Keys, Policy, Now) is RRsetVerdict.Verified verified ? Lifetimes.Of(verified.Ttl) : Lifetimes.Bogus;
        return new TrustStep(parent, WayDown.Open, Lifetimes.Earlier(ExpiresIn(lifetime), parent.Expires));
    }

    private async Task<TrustStep> DelegateAsync(DomainName child, RRset ds, ZoneTrust.Secure parent, LookupBudget budget)
    {
        DsRdata[] signers = [.. ds.Read<DsRdata>()];
        RRsetVerdict verdict = RRsetVerifier.Verify(ds, parent.Zone, parent.Keys, Policy, Now);
        if (verdict is not RRsetVerdict.Verified verified)
            return Break(child, ((RRsetVerdict.Unverified)verdict).Error, signers, [], parent);
        if (verified.Wildcard is not null)
            return Break(child, new ExtendedDnsError(ExtendedDnsErrorCode.DnssecBogus, $"the DS of {child} comes from a wildcard"), signers, [], parent);
        DateTimeOffset expires = Lifetimes.Earlier(ExpiresIn(Lifetimes.Of(verified.Ttl)), parent.Expires);
        IReadOnlyList<DsRdata> usable = DelegationSigner.Usable(signers, Policy);
        return usable.Count == 0
            ? Unsupported(child, signers, parent, expires)
            : await EnterAsync(child, usable, [], parent, expires, budget).ConfigureAwait(false);
    }

    private async Task<TrustStep> EnterAsync(
        DomainName zone, IReadOnlyList<DsRdata> signers, IReadOnlyList<DnskeyRdata> anchors, ZoneTrust.Secure? parent, DateTimeOffset expires, LookupBudget budget)
    {
        UpstreamResult result = await asker.AskAsync(new Question(zone, RRType.Dnskey), budget, CancellationToken.None).ConfigureAwait(false);
        if (result is not UpstreamResult.Response { Message: var response })
            return Fail(((UpstreamResult.Failure)result).Reason, parent);
        RRset? keySet = RRset.Group(response.Answers).FirstOrDefault(rrset => rrset.Type == RRType.Dnskey && rrset.Owner == zone);
        if (keySet is null)
        {
            return Break(zone, new ExtendedDnsError(ExtendedDnsErrorCode.DnskeyMissing, $"{zone} has no DNSKEY, but {(parent is null ? "a trust anchor" : $"a DS in {parent.Zone}")} names one"), signers, [], parent);
        }

        switch (KeySetVerifier.Verify(keySet, signers, anchors, Policy, Now))
        {
            case KeySetVerdict.Trusted trusted:
                expires = Lifetimes.Earlier(expires, ExpiresIn(Lifetimes.Of(trusted.Verified.Ttl)));
                string note = parent is null
                    ? $"the trust anchor names {trusted.Verified.Key}, which signed the DNSKEYs"
                    : $"a DS in {parent.Zone} names {trusted.Verified.Key}, which signed the DNSKEYs";
                var step = new ZoneStep(zone, SecurityStatus.Secure, signers, [.. trusted.Keys.Select(key => key.Rdata)], trusted.Verified.Key.Rdata, note, null);
                return new TrustStep(new ZoneTrust.Secure(zone, trusted.Keys, parent, step, expires), WayDown.Open, expires);
            case KeySetVerdict.Untrusted untrusted:
                return Break(zone, untrusted.Error, signers, [.. keySet.Read<DnskeyRdata>()], parent);
            default:
                throw new InvalidOperationException("A verdict without a case.");
        }
    }

    private TrustStep JudgeDenial(DomainName child, Message response, ZoneTrust.Secure parent)
    {
        DenialRecords records = DenialRecords.Verify(response, parent, Policy, Now);
        DateTimeOffset expires = Lifetimes.Earlier(ExpiresIn(records.Lifetime), parent.Expires);
        if (response.ResponseCode == ResponseCode.NXDomain)
        {
            switch (records.Proof.ProveNXDomain(child))
            {
                case DenialOutcome.Proven:
                    return new TrustStep(parent, WayDown.NothingBelow, expires);
                case DenialOutcome.ProvenByOptOut:
                    return OptOut(child, parent, expires);
                case DenialOutcome.TooManyIterations:
                    return TooManyIterations(child, parent, expires);
            }
        }

        // RFC 6840 §4.4 and RFC 8020: servers that say NXDOMAIN of an empty non-terminal prove NODATA all the same.
        return records.Proof.ProveNoDelegationSigner(child) switch
        {
            DelegationOutcome.None => new TrustStep(parent, WayDown.Open, expires),
            DelegationOutcome.Insecure => Insecure(child, $"{parent.Zone} proves that {child} is a delegation without DS", null, [], parent, expires),
            DelegationOutcome.InsecureByOptOut => OptOut(child, parent, expires),
            DelegationOutcome.TooManyIterations => TooManyIterations(child, parent, expires),
            _ => Break(child, records.Missing($"{parent.Zone} does not prove that {child} has no DS"), [], [], parent),
        };
    }

    private static TrustStep OptOut(DomainName child, ZoneTrust.Secure parent, DateTimeOffset expires) =>
        Insecure(child, $"{child} lies in an opt-out span of {parent.Zone}, where delegations may be unsigned", null, [], parent, expires);

    private TrustStep TooManyIterations(DomainName child, ZoneTrust.Secure parent, DateTimeOffset expires)
    {
        string text = $"{parent.Zone} hashes its NSEC3 names with more than {Policy.MaxNsec3Iterations} iterations";
        return Insecure(child, text, new ExtendedDnsError(ExtendedDnsErrorCode.UnsupportedNsec3IterationsValue, text), [], parent, expires);
    }

    // RFC 4035 §5.2: a zone signed only with what is not supported is treated as unsigned.
    private TrustStep Unsupported(DomainName zone, IReadOnlyList<DsRdata> signers, ZoneTrust.Secure? parent, DateTimeOffset expires)
    {
        bool algorithm = !signers.Any(ds => Policy.Supports(ds.Algorithm));
        string text = $"every DS of {zone} uses {(algorithm ? "an algorithm" : "a digest type")} that is not supported";
        ExtendedDnsErrorCode code = algorithm ? ExtendedDnsErrorCode.UnsupportedDnskeyAlgorithm : ExtendedDnsErrorCode.UnsupportedDsDigestType;
        return Insecure(zone, text, new ExtendedDnsError(code, text), signers, parent, expires);
    }

    private static TrustStep Insecure(
        DomainName apex, string note, ExtendedDnsError? error, IReadOnlyList<DsRdata> signers, ZoneTrust? parent, DateTimeOffset expires)
    {
        var step = new ZoneStep(apex, SecurityStatus.Insecure, signers, [], null, note, error);
        return new TrustStep(new ZoneTrust.Insecure(apex, error, parent, step, expires), WayDown.Open, expires);
    }

    private TrustStep Break(
        DomainName apex, ExtendedDnsError error, IReadOnlyList<DsRdata> signers, IReadOnlyList<DnskeyRdata> keys, ZoneTrust? parent)
    {
        var step = new ZoneStep(apex, SecurityStatus.Bogus, signers, keys, null, error.Text, error);
        DateTimeOffset expires = ExpiresIn(Lifetimes.Bogus);
        return new TrustStep(new ZoneTrust.Bogus(apex, error, parent, step, expires), WayDown.Open, expires);
    }

    private TrustStep Fail(LookupFailure failure, ZoneTrust? parent)
    {
        DateTimeOffset expires = ExpiresIn(failure.Kind == LookupFailureKind.BudgetExceeded ? TimeSpan.Zero : Lifetimes.Failure);
        return new TrustStep(new ZoneTrust.Failed(failure, parent, null, expires), WayDown.Open, expires);
    }
}
