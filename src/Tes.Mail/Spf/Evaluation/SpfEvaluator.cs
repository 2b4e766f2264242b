using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>Evaluates records, terms from left to right (RFC 7208 §4.6). One object an evaluation: it counts.</summary>
internal sealed class SpfEvaluator(SpfSender sender, SpfQuestions questions, SpfValidatedNames names, MacroExpander expander)
{
    /// <summary>Terms with look-ups so far (RFC 7208 §4.6.4).</summary>
    public int LookupTerms { get; private set; }

    /// <summary>Terms whose look-up found nothing so far (RFC 7208 §4.6.4).</summary>
    public int VoidLookups { get; private set; }

    /// <summary>check_host() for one domain. The depth is bounded: every include and redirect counts towards <see cref="SpfLimits.MaxLookupTerms"/>.</summary>
    /// <param name="trace">The domain; gets everything.</param>
    /// <param name="domain">The same domain.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask CheckHostAsync(SpfRecordTrace trace, SpfDomain domain, CancellationToken cancellationToken)
    {
        questions.Log = null;
        trace.Lookup = SpfResolver.Read(await questions.AskAsync(domain.Name, RRType.Txt, cancellationToken).ConfigureAwait(false));
        SpfDecision? undecided = trace.Lookup.Match<SpfDecision?>(
            published => null,
            none => new SpfDecision.NoRecord("the domain has no SPF record"),
            multiple => new SpfDecision.Error(SpfProblem.MultipleRecords, $"{SpfName.TextOf(domain.Name)} has {multiple.Texts.Count} SPF records"),
            malformed => new SpfDecision.Error(SpfProblem.Syntax, $"the record of {SpfName.TextOf(domain.Name)} has a syntax error: {malformed.Failure}"),
            bogus => new SpfDecision.Error(SpfProblem.Bogus, $"the answer for {SpfName.TextOf(domain.Name)} TXT is bogus: {bogus.Error.Text}"),
            failed => new SpfDecision.Error(SpfProblem.LookupFailed, $"the look-up of {SpfName.TextOf(domain.Name)} TXT could not be completed: {failed.Failure.Text}"));
        trace.Decision = undecided ?? await EvaluateAsync(trace, ((SpfLookup.Published)trace.Lookup).Record, domain, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SpfDecision> EvaluateAsync(SpfRecordTrace trace, SpfRecord record, SpfDomain domain, CancellationToken cancellationToken)
    {
        foreach (SpfDirective directive in record.Directives)
        {
            SpfTermTrace term = Visit(trace, directive.Text);
            if (await EvaluateAsync(term, directive.Mechanism, domain, cancellationToken).ConfigureAwait(false) is { } error)
                return error;
            if (term.Outcome == SpfTermOutcome.Matched)
                return new SpfDecision.Matched(ResultOf(directive.Qualifier), term);
        }

        // RFC 7208 §6.1: only where nothing matched; "all" matches always
        if (record.Redirect is { } redirect)
            return await RedirectAsync(Visit(trace, $"redirect={redirect}"), redirect, domain, cancellationToken).ConfigureAwait(false);
        return new SpfDecision.NothingMatched();
    }

    private static SpfTermTrace Visit(SpfRecordTrace trace, string text)
    {
        var term = new SpfTermTrace(text);
        trace.Visited.Add(term);
        return term;
    }

    /// <returns>Null where the term matches or does not, as it says itself.</returns>
    private ValueTask<SpfDecision.Error?> EvaluateAsync(SpfTermTrace term, SpfMechanism mechanism, SpfDomain domain, CancellationToken cancellationToken)
    {
        // RFC 7208 §4.6.4: counted when it is come upon, whatever comes of it
        if (mechanism.Cost == SpfLookupCost.CountsAsLookup && CountLookup(term) is { } tooMany)
            return new(tooMany);
        questions.Log = term.Answers;
        return mechanism.Match(
            all => Decided(term, matches: true, "all matches every client"),
            include => IncludeAsync(term, include, domain, cancellationToken),
            a => AddressesAsync(term, a, domain, cancellationToken),
            mx => MailExchangesAsync(term, mx, domain, cancellationToken),
            ptr => NamesAsync(term, ptr, domain, cancellationToken),
            ip4 => Network(term, SpfAddresses.IsInNetwork(sender.Address, ip4.Network, ip4.PrefixLength)),
            ip6 => Network(term, SpfAddresses.IsInNetwork(sender.Address, ip6.Network, ip6.PrefixLength)),
            exists => ExistsAsync(term, exists, domain, cancellationToken));
    }

    private static ValueTask<SpfDecision.Error?> Network(SpfTermTrace term, bool matches) =>
        Decided(term, matches, matches ? "the client is in the network" : "the client is not in the network");

    // RFC 7208 §5.2
    private async ValueTask<SpfDecision.Error?> IncludeAsync(SpfTermTrace term, SpfMechanism.Include include, SpfDomain domain, CancellationToken cancellationToken)
    {
        if (await FollowAsync(term, include.Domain, domain, cancellationToken).ConfigureAwait(false) is { } error)
            return error;
        SpfResult result = term.Record!.Result;
        return await Decided(term, result == SpfResult.Pass, $"the included record says {SpfWords.Of(result)}").ConfigureAwait(false);
    }

    // RFC 7208 §6.1
    private async ValueTask<SpfDecision> RedirectAsync(SpfTermTrace term, DomainSpec target, SpfDomain domain, CancellationToken cancellationToken)
    {
        if (CountLookup(term) is { } tooMany)
            return tooMany;
        questions.Log = term.Answers;
        if (await FollowAsync(term, target, domain, cancellationToken).ConfigureAwait(false) is { } error)
            return error;
        term.Outcome = SpfTermOutcome.Matched;
        term.Reason = $"the record there says {SpfWords.Of(term.Record!.Result)}";
        return new SpfDecision.Redirected(term.Record);
    }

    // An error of the other record is one of this; that it has none is a permerror (RFC 7208 §5.2 and §6.1).
    private async ValueTask<SpfDecision.Error?> FollowAsync(SpfTermTrace term, DomainSpec target, SpfDomain domain, CancellationToken cancellationToken)
    {
        DomainName? name = await TargetAsync(term, target, domain, cancellationToken).ConfigureAwait(false);
        // RFC 7208 §4.3 holds for this check_host() as well
        if (name is not { LabelCount: > 1 })
            return Failed(term, SpfProblem.NoRecordAtTarget, $"'{term.Target}' is no fully qualified domain name");
        term.Record = new SpfRecordTrace(name);
        await CheckHostAsync(term.Record, new SpfDomain(name), cancellationToken).ConfigureAwait(false);
        SpfDecision decision = term.Record.Decision;
        while (decision is SpfDecision.Redirected redirected)
            decision = redirected.Record.Decision;
        return decision switch
        {
            SpfDecision.Error inner => Failed(term, inner.Problem, inner.Reason),
            SpfDecision.NoRecord => Failed(term, SpfProblem.NoRecordAtTarget, $"{term.Target} has no SPF record"),
            _ => null,
        };
    }

    // RFC 7208 §5.3
    private async ValueTask<SpfDecision.Error?> AddressesAsync(SpfTermTrace term, SpfMechanism.A a, SpfDomain domain, CancellationToken cancellationToken)
    {
        if (await TargetAsync(term, a.Domain, domain, cancellationToken).ConfigureAwait(false) is not { } name)
            return await NoName(term).ConfigureAwait(false);
        Answer answer = await questions.AskAsync(name, AddressType, cancellationToken).ConfigureAwait(false);
        return Judge(term, answer) ?? await Decided(
            term, IsAmong(answer, a.Ip4PrefixLength, a.Ip6PrefixLength), "an address matches the client", "no address matches the client").ConfigureAwait(false);
    }

    // RFC 7208 §5.4
    private async ValueTask<SpfDecision.Error?> MailExchangesAsync(SpfTermTrace term, SpfMechanism.Mx mx, SpfDomain domain, CancellationToken cancellationToken)
    {
        if (await TargetAsync(term, mx.Domain, domain, cancellationToken).ConfigureAwait(false) is not { } name)
            return await NoName(term).ConfigureAwait(false);
        Answer answer = await questions.AskAsync(name, RRType.MX, cancellationToken).ConfigureAwait(false);
        if (Judge(term, answer) is { } error)
            return error;
        // No MX records is no match: the implicit MX of SMTP does not count (RFC 7208 §5.4)
        MxRdata[] hosts = answer is Answer.Found found ? [.. found.RRset.RRset.Read<MxRdata>()] : [];
        if (hosts.Length > SpfLimits.MaxMxHosts)
            return Failed(term, SpfProblem.TooManyMxHosts, $"{term.Target} has {hosts.Length} MX records, more than {SpfLimits.MaxMxHosts}");
        // Name servers rotate them; ours are in a stable order, so that traces are. A null MX (RFC 7505) is no host.
        foreach (DomainName host in hosts.OrderBy(host => host.Preference).ThenBy(host => host.Exchange).Select(host => host.Exchange).Where(host => !host.IsRoot))
        {
            Answer addresses = await questions.AskAsync(host, AddressType, cancellationToken).ConfigureAwait(false);
            if (ErrorOf(term, addresses) is { } failed)
                return failed;
            if (IsAmong(addresses, mx.Ip4PrefixLength, mx.Ip6PrefixLength))
                return await Decided(term, matches: true, $"an address of {SpfName.TextOf(host)} matches the client").ConfigureAwait(false);
        }

        return await Decided(term, matches: false, "no address of its MX hosts matches the client").ConfigureAwait(false);
    }

    // RFC 7208 §5.5
    private async ValueTask<SpfDecision.Error?> NamesAsync(SpfTermTrace term, SpfMechanism.Ptr ptr, SpfDomain domain, CancellationToken cancellationToken)
    {
        if (await TargetAsync(term, ptr.Domain, domain, cancellationToken).ConfigureAwait(false) is not { } name)
            return await NoName(term).ConfigureAwait(false);
        Answer answer = await names.AskAsync(cancellationToken).ConfigureAwait(false);
        if (answer is Answer.Absent && CountVoid(term) is { } tooMany)
            return tooMany;
        // A look-up that fails is no match here
        DomainName? found = await names.FindAsync(name, cancellationToken).ConfigureAwait(false);
        return await Decided(
            term, found is not null, found is null ? "no validated name of the client is there" : $"{SpfName.TextOf(found)} is a validated name of the client").ConfigureAwait(false);
    }

    // RFC 7208 §5.7: always A, also for a client with an IPv6 address
    private async ValueTask<SpfDecision.Error?> ExistsAsync(SpfTermTrace term, SpfMechanism.Exists exists, SpfDomain domain, CancellationToken cancellationToken)
    {
        if (await TargetAsync(term, exists.Domain, domain, cancellationToken).ConfigureAwait(false) is not { } name)
            return await NoName(term).ConfigureAwait(false);
        Answer answer = await questions.AskAsync(name, RRType.A, cancellationToken).ConfigureAwait(false);
        return Judge(term, answer) ?? await Decided(term, answer is Answer.Found, "the name has an A record", "the name has no A record").ConfigureAwait(false);
    }

    private RRType AddressType => sender.IsIPv4 ? RRType.A : RRType.Aaaa;

    private bool IsAmong(Answer answer, int ip4PrefixLength, int ip6PrefixLength) => answer is Answer.Found found
        && SpfAddresses.Of(found).Any(address => SpfAddresses.IsInNetwork(sender.Address, address, sender.IsIPv4 ? ip4PrefixLength : ip6PrefixLength));

    /// <returns>Null where what came out of the macros is no name.</returns>
    private async ValueTask<DomainName?> TargetAsync(SpfTermTrace term, DomainSpec? target, SpfDomain domain, CancellationToken cancellationToken)
    {
        term.Target = target is null ? domain.Text : await expander.ExpandNameAsync(target.MacroString, domain, cancellationToken).ConfigureAwait(false);
        return target is null ? domain.Name : SpfName.TryParse(term.Target, out DomainName? name) ? name : null;
    }

    // RFC 7208 §4.8 leaves it open; as a domain that does not exist, and as nothing is asked it is no void look-up
    private static ValueTask<SpfDecision.Error?> NoName(SpfTermTrace term) => Decided(term, matches: false, $"'{term.Target}' is no domain name");

    private static ValueTask<SpfDecision.Error?> Decided(SpfTermTrace term, bool matches, string reason, string? reasonAgainst = null)
    {
        term.Outcome = matches ? SpfTermOutcome.Matched : SpfTermOutcome.NotMatched;
        term.Reason = matches ? reason : reasonAgainst ?? reason;
        return default;
    }

    /// <summary>The error that the answer to a term's own question is; null where it is none.</summary>
    private SpfDecision.Error? Judge(SpfTermTrace term, Answer answer) => ErrorOf(term, answer) ?? (answer is Answer.Absent ? CountVoid(term) : null);

    private static SpfDecision.Error? ErrorOf(SpfTermTrace term, Answer answer) => answer.Match<SpfDecision.Error?>(
        found => null,
        absent => null,
        bogus => Failed(term, SpfProblem.Bogus, $"the answer for {Words(answer)} is bogus: {bogus.Error.Text}"),
        failed => Failed(term, SpfProblem.LookupFailed, $"the look-up of {Words(answer)} could not be completed: {failed.Failure.Text}"));

    private static string Words(Answer answer) => $"{SpfName.TextOf(answer.Question.Name)} {answer.Question.Type.ToMnemonic()}";

    private SpfDecision.Error? CountLookup(SpfTermTrace term) => ++LookupTerms > SpfLimits.MaxLookupTerms
        ? Failed(term, SpfProblem.TooManyLookups, $"more than {SpfLimits.MaxLookupTerms} terms with look-ups")
        : null;

    private SpfDecision.Error? CountVoid(SpfTermTrace term) => ++VoidLookups > SpfLimits.MaxVoidLookups
        ? Failed(term, SpfProblem.TooManyVoidLookups, $"more than {SpfLimits.MaxVoidLookups} terms whose look-up finds nothing")
        : null;

    private static SpfDecision.Error Failed(SpfTermTrace term, SpfProblem problem, string reason)
    {
        term.Outcome = SpfTermOutcome.Error;
        term.Reason = reason;
        return new SpfDecision.Error(problem, reason);
    }

    // RFC 7208 §4.6.2
    private static SpfResult ResultOf(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Pass => SpfResult.Pass,
        SpfQualifier.Fail => SpfResult.Fail,
        SpfQualifier.SoftFail => SpfResult.SoftFail,
        SpfQualifier.Neutral => SpfResult.Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(qualifier), qualifier, "Not a qualifier."),
    };
}
