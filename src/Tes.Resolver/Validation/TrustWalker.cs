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
    private readonly BoundedCache<DomainName, TrustStep> _steps = new(
        new CacheShares(options.CacheSize).Trust, time, TrustSize.Of, step => step.Expires - time.GetUtcNow());

    /// <summary>Denials that answer questions without asking.</summary>
    public KnownDenials Denials { get; } = new(options, time);

    // Most unsigned domains are delegated by a signed zone one label below the root.
    private const int UsualDepthOfCut = 2;

    private DnssecPolicy Policy => options.Policy;

    /// <summary>The time at which signatures must be valid, read anew for each: a look-up may take longer than one has left.</summary>
    public DateTimeOffset Now => options.ValidationTime ?? time.GetUtcNow();

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
        TrustStep step = await GetStepAsync(anchor.Owner, () => PrimeAsync(anchor, budget), budget, cancellationToken).ConfigureAwait(false);
        for (int labels = anchor.Owner.LabelCount + 1; labels <= name.LabelCount; labels++)
        {
            if (step.Trust is not ZoneTrust.Secure parent || step.Below == WayDown.NothingBelow)
                break;
            DomainName child = name.Suffix(labels);
            step = await GetStepAsync(child, () => StepAsync(child, parent, budget), budget, cancellationToken).ConfigureAwait(false);
        }

        return step.Trust;
    }

    /// <summary>
    /// The trust of the deepest zone at or above <paramref name="name"/> that is known without asking; null when even the trust
    /// anchor's is not. Whether a name below it is a zone of its own may not be known.
    /// </summary>
    public ZoneTrust? FindKnown(DomainName name)
    {
        if (options.TrustAnchors.FindClosest(name) is not { } anchor || _steps.Find(anchor.Owner) is not { } step)
            return null;
        for (int labels = anchor.Owner.LabelCount + 1; labels <= name.LabelCount && step is { Trust: ZoneTrust.Secure, Below: WayDown.Open }; labels++)
        {
            if (_steps.Find(name.Suffix(labels)) is not { } next)
                break;
            step = next;
        }

        return step.Trust;
    }

    // A step that is made once for several look-ups is paid by the one that came first. Where that one cannot pay, another that
    // joined it makes its own, however many of those that cannot pay come before it: nobody's hostile name may fail the rest.
    private async ValueTask<TrustStep> GetStepAsync(DomainName name, Func<Task<TrustStep>> make, LookupBudget budget, CancellationToken cancellationToken)
    {
        TrustStep step = _steps.Find(name) ?? await _steps.GetAsync(name, make, cancellationToken).ConfigureAwait(false);
        bool own = false;
        while (!own && step.Trust is ZoneTrust.Failed { Failure.Kind: LookupFailureKind.BudgetExceeded } && !budget.IsExhausted)
        {
            step = await _steps.GetAsync(name, () =>
            {
                own = true;
                return make();
            }, cancellationToken).ConfigureAwait(false);
        }

        return step;
    }

    private void AskOnTheWay(DomainName anchor, DomainName end, AskAhead ahead, LookupBudget budget)
    {
        int last = ahead == AskAhead.WholeChain ? end.LabelCount : Math.Min(end.LabelCount, anchor.LabelCount + UsualDepthOfCut);
        ZoneTrust.Secure? zone = null;
        // The walk itself asks at once how trust enters the first zone that is not known: DNSKEY at the anchor, DS below.
        bool isFirst = true;
        for (int labels = anchor.LabelCount; labels <= last; labels++)
        {
            DomainName name = end.Suffix(labels);
            if (_steps.Find(name) is { } known)
            {
                zone = known.Trust as ZoneTrust.Secure;
                if (zone is null || known.Below == WayDown.NothingBelow)
                    return;
                continue;
            }

            // Known to be no signed zone: nothing is asked of it, nor of what is below before it is known to be needed.
            if (zone is not null && Denials.FindNoDelegationSigner(zone, name) is not null)
                return;

            bool isAnchor = labels == anchor.LabelCount;
            // Where the last cut is expected to be unsigned, its keys are not needed.
            if ((ahead == AskAhead.WholeChain || labels < last) && !(isFirst && isAnchor))
                asker.AskAhead(new Question(name, RRType.Dnskey), budget);
            if (!isAnchor && !isFirst)
                asker.AskAhead(new Question(name, RRType.DS), budget);
            isFirst = false;
        }
    }

    private async Task<TrustStep> PrimeAsync(TrustAnchor anchor, LookupBudget budget)
    {
        DateTimeOffset expires = ExpiresIn(Lifetimes.Longest);
        DnskeyRdata[] keys = [.. anchor.Keys.Where(key => Policy.Supports(key.Algorithm))];
        var entry = new ZoneEntry(anchor.Owner, anchor.DelegationSigners, keys, null, null);
        return keys.Length == 0 && DelegationSigner.Usable(anchor.DelegationSigners, Policy).Count == 0
            ? Unsupported(entry, expires)
            : await EnterAsync(entry, expires, budget).ConfigureAwait(false);
    }

    private async Task<TrustStep> StepAsync(DomainName child, ZoneTrust.Secure parent, LookupBudget budget)
    {
        if (Denials.FindNoDelegationSigner(parent, child) is { } known)
            return JudgeDenial(child, Absence.NXDomain, known, known.Lifetime, parent, budget);
        UpstreamResult result = await asker.AskAsync(new Question(child, RRType.DS), budget, CancellationToken.None).ConfigureAwait(false);
        if (result is not UpstreamResult.Response { Message: var response })
            return Fail(((UpstreamResult.Failure)result).Reason, parent);
        IReadOnlyList<RRset> answers = AnswerSection.Of(response);
        if (answers.FirstOrDefault(rrset => rrset.Type == RRType.DS && rrset.Owner == child) is { } ds)
            return await DelegateAsync(child, ds, parent, budget).ConfigureAwait(false);
        return answers.FirstOrDefault(rrset => (rrset.Type == RRType.Cname && rrset.Owner == child) || (rrset.Type == RRType.Dname && child.IsBelow(rrset.Owner))) is { } alias
            ? PassAlias(alias, parent, budget)
            : VerifyDenial(child, response, parent, budget);
    }

    // An alias owns no delegation, and where this is a lie, what lies below becomes bogus, never insecure. So it need not be
    // proven, but unproven it is kept no longer than what is bogus.
    private TrustStep PassAlias(RRset alias, ZoneTrust.Secure parent, LookupBudget budget)
    {
        TimeSpan lifetime = RRsetVerifier.Verify(alias, parent.Zone, parent.Keys, Policy, Now, budget.Work) is RRsetVerdict.Verified verified ? Lifetimes.Of(verified.Ttl) : Lifetimes.Bogus;
        return new TrustStep(parent, WayDown.Open, Lifetimes.Earlier(ExpiresIn(lifetime), parent.Expires));
    }

    private async Task<TrustStep> DelegateAsync(DomainName child, RRset ds, ZoneTrust.Secure parent, LookupBudget budget)
    {
        DsRdata[] signers = [.. ds.Read<DsRdata>()];
        RRsetVerdict verdict = RRsetVerifier.Verify(ds, parent.Zone, parent.Keys, Policy, Now, budget.Work);
        if (verdict is not RRsetVerdict.Verified verified)
        {
            var unverified = (RRsetVerdict.Unverified)verdict;
            return Break(new ZoneEntry(child, signers, [], ValidatedRRset.Of(ds, parent.Zone, unverified), parent), unverified.Error, budget);
        }

        var entry = new ZoneEntry(child, signers, [], ValidatedRRset.Of(ds, parent.Zone, verified), parent);
        if (verified.Wildcard is not null)
            return Break(entry, new ExtendedDnsError(ExtendedDnsErrorCode.DnssecBogus, $"the DS of {child} comes from a wildcard"), budget);
        DateTimeOffset expires = Lifetimes.Earlier(ExpiresIn(Lifetimes.Of(verified.Ttl)), parent.Expires);
        return DelegationSigner.Usable(signers, Policy).Count == 0
            ? Unsupported(entry, expires)
            : await EnterAsync(entry, expires, budget).ConfigureAwait(false);
    }

    private async Task<TrustStep> EnterAsync(ZoneEntry entry, DateTimeOffset expires, LookupBudget budget)
    {
        UpstreamResult result = await asker.AskAsync(new Question(entry.Zone, RRType.Dnskey), budget, CancellationToken.None).ConfigureAwait(false);
        if (result is not UpstreamResult.Response { Message: var response })
            return Fail(((UpstreamResult.Failure)result).Reason, entry.Parent);
        RRset? keySet = AnswerSection.Of(response).FirstOrDefault(rrset => rrset.Type == RRType.Dnskey && rrset.Owner == entry.Zone);
        if (keySet is null)
            return Break(entry, new ExtendedDnsError(ExtendedDnsErrorCode.DnskeyMissing, $"{entry.Zone} has no DNSKEY, but {entry.Source} names one"), budget);

        switch (KeySetVerifier.Verify(keySet, entry.Signers, entry.AnchorKeys, Policy, Now, budget.Work))
        {
            case KeySetVerdict.Trusted trusted:
                expires = Lifetimes.Earlier(expires, ExpiresIn(Lifetimes.Of(trusted.Verified.Ttl)));
                var step = new ZoneStep(
                    entry.Zone, SecurityStatus.Secure, entry.Signers, [.. trusted.Keys.Select(key => key.Rdata)], trusted.Verified.Key.Rdata,
                    $"{entry.Source} names {trusted.Verified.Key}, which signed the DNSKEYs", null)
                {
                    DelegationSignerSet = entry.SignerSet,
                    CheckedSigners = trusted.Signers,
                    KeySet = ValidatedRRset.Of(keySet, entry.Zone, trusted.Verified),
                    Deprecation = entry.DeprecationUnder(Policy),
                };
                return new TrustStep(new ZoneTrust.Secure(entry.Zone, trusted.Keys, entry.Parent, step, expires), WayDown.Open, expires);
            case KeySetVerdict.Untrusted untrusted:
                var unproven = ValidatedRRset.Bogus(keySet, entry.Zone, untrusted.Error, untrusted.Rejected);
                return Break(entry, untrusted.Error, budget, step => step with { Keys = [.. keySet.Read<DnskeyRdata>()], CheckedSigners = untrusted.Signers, KeySet = unproven });
            default:
                throw new InvalidOperationException("A verdict without a case.");
        }
    }

    private TrustStep VerifyDenial(DomainName child, Message response, ZoneTrust.Secure parent, LookupBudget budget)
    {
        DenialRecords records = DenialRecords.Verify(response, parent, Policy, Now, budget.Work);
        uint ttl = NegativeTtl.Of(response, parent, Policy, Now, budget.Work);
        Denials.Add(parent, records, ttl);
        Absence claimed = response.ResponseCode == ResponseCode.NXDomain ? Absence.NXDomain : Absence.NoData;
        return JudgeDenial(child, claimed, records, Lifetimes.Least(records.Lifetime, Lifetimes.Of(ttl)), parent, budget);
    }

    private TrustStep JudgeDenial(DomainName child, Absence claimed, DenialRecords records, TimeSpan lifetime, ZoneTrust.Secure parent, LookupBudget budget)
    {
        DateTimeOffset expires = Lifetimes.Earlier(ExpiresIn(lifetime), parent.Expires);
        if (claimed == Absence.NXDomain)
        {
            switch (records.Proof.ProveNXDomain(child))
            {
                case DenialOutcome.Proven:
                    return new TrustStep(parent, WayDown.NothingBelow, expires);
                case DenialOutcome.ProvenByOptOut:
                    return OptOut(child, parent, records, expires);
                case DenialOutcome.TooManyIterations:
                    return TooManyIterations(child, parent, records, expires);
            }
        }

        // RFC 6840 §4.4 and RFC 8020: servers that say NXDOMAIN of an empty non-terminal prove NODATA all the same.
        return records.Proof.ProveNoDelegationSigner(child) switch
        {
            DelegationOutcome.None => new TrustStep(parent, WayDown.Open, expires),
            DelegationOutcome.Insecure => Insecure(Undelegated(child, parent), $"{parent.Zone} proves that {child} is a delegation without DS", null, records.RRsets, expires),
            DelegationOutcome.InsecureByOptOut => OptOut(child, parent, records, expires),
            DelegationOutcome.TooManyIterations => TooManyIterations(child, parent, records, expires),
            _ => Break(Undelegated(child, parent), records.Missing($"{parent.Zone} does not prove that {child} has no DS"), budget, step => step with { Denial = records.RRsets }),
        };
    }

    private static ZoneEntry Undelegated(DomainName child, ZoneTrust.Secure parent) => new(child, [], [], null, parent);

    private TrustStep OptOut(DomainName child, ZoneTrust.Secure parent, DenialRecords records, DateTimeOffset expires) => Insecure(
        Undelegated(child, parent), $"{child} lies in an opt-out span of {parent.Zone}, where delegations may be unsigned", null, records.RRsets, expires);

    private TrustStep TooManyIterations(DomainName child, ZoneTrust.Secure parent, DenialRecords records, DateTimeOffset expires)
    {
        string text = $"{parent.Zone} hashes its NSEC3 names with more than {Policy.MaxNsec3Iterations} iterations";
        return Insecure(Undelegated(child, parent), text, new ExtendedDnsError(ExtendedDnsErrorCode.UnsupportedNsec3IterationsValue, text), records.RRsets, expires);
    }

    // RFC 4035 §5.2: a zone signed only with what is not supported is treated as unsigned.
    private TrustStep Unsupported(ZoneEntry entry, DateTimeOffset expires)
    {
        bool algorithm = !entry.Signers.Any(ds => Policy.Supports(ds.Algorithm));
        string text = $"every DS of {entry.Zone} uses {(algorithm ? "an algorithm" : "a digest type")} that is not supported";
        ExtendedDnsErrorCode code = algorithm ? ExtendedDnsErrorCode.UnsupportedDnskeyAlgorithm : ExtendedDnsErrorCode.UnsupportedDsDigestType;
        return Insecure(entry, text, new ExtendedDnsError(code, text), [], expires);
    }

    private TrustStep Insecure(ZoneEntry entry, string note, ExtendedDnsError? error, IReadOnlyList<ValidatedRRset> denial, DateTimeOffset expires)
    {
        var step = new ZoneStep(entry.Zone, SecurityStatus.Insecure, entry.Signers, [], null, note, error)
        {
            DelegationSignerSet = entry.SignerSet,
            CheckedSigners = DelegationSigner.Check(entry.Signers, entry.Zone, [], Policy),
            Denial = denial,
        };
        return new TrustStep(new ZoneTrust.Insecure(entry.Zone, error, entry.Parent, step, expires), WayDown.Open, expires);
    }

    private TrustStep Break(ZoneEntry entry, ExtendedDnsError error, LookupBudget budget, Func<ZoneStep, ZoneStep>? add = null)
    {
        // What was not verified for want of budget is not known to be bogus.
        if (budget.Work.IsExhausted)
            return Fail(LookupBudget.WorkExceeded(new Question(entry.Zone, entry.SignerSet is null ? RRType.DS : RRType.Dnskey)), entry.Parent);
        var step = new ZoneStep(entry.Zone, SecurityStatus.Bogus, entry.Signers, [], null, error.Text, error)
        {
            DelegationSignerSet = entry.SignerSet,
            CheckedSigners = [.. entry.Signers.Select(ds => new CheckedDelegationSigner(ds, DelegationSignerOutcome.NotCompared, null))],
        };
        DateTimeOffset expires = ExpiresIn(Lifetimes.Bogus);
        return new TrustStep(new ZoneTrust.Bogus(entry.Zone, error, entry.Parent, add is null ? step : add(step), expires), WayDown.Open, expires);
    }

    private TrustStep Fail(LookupFailure failure, ZoneTrust? parent)
    {
        // Zero where the budget of whoever asked first ran out: the next one has a budget of its own.
        DateTimeOffset expires = ExpiresIn(asker.Failures.Left(failure.Question));
        return new TrustStep(new ZoneTrust.Failed(failure, parent, null, expires), WayDown.Open, expires);
    }
}
