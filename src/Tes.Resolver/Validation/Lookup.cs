using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Validation;

/// <summary>One look-up: follows aliases through responses and has every RRset and denial on the way validated.</summary>
internal sealed class Lookup(Question question, Asker asker, TrustWalker walker, ResolverOptions options, LookupBudget budget)
{
    private readonly RRsetValidator _validator = new(walker, options, budget);
    // Most look-ups meet no alias: null until one does.
    private List<ValidatedRRset>? _aliases;
    private HashSet<DomainName>? _visited;

    private IReadOnlyList<ValidatedRRset> Aliases => _aliases ?? [];

    private ValidationTrace Trace => _validator.Trace;

    // The walk along the chain of trust asks for these itself.
    private Retention Kept => question.Type is RRType.Dnskey or RRType.DS ? Retention.ForLifetime : Retention.None;

    public async Task<Answer> RunAsync(CancellationToken cancellationToken)
    {
        DomainName name = question.Name;
        while (true)
        {
            if (_validator.DenyUnasked(name, question.Type) is { } denial)
                return new Answer.Absent(question, Aliases, name, denial.Absence, denial.Security, denial.Error, denial.Records, Trace) { Ttl = denial.Ttl };
            if (_validator.ExpandUnasked(name, question.Type) is { } expanded)
            {
                if (expanded.RRset.Type == question.Type)
                    return new Answer.Found(question, Aliases, expanded, Trace);
                AddAlias(expanded);
                if (!TryVisit(name = TargetOf(expanded)))
                    return TooManyAliases(name);
                continue;
            }

            UpstreamResult result = await asker.AskAsync(question with { Name = name }, Kept, budget, cancellationToken).ConfigureAwait(false);
            if (result is not UpstreamResult.Response { Message: var response })
                return Failed(name, ((UpstreamResult.Failure)result).Reason);
            (Answer? answer, DomainName target) = response.Answers.Count == 0
                ? (await DenyAsync(response, name, cancellationToken).ConfigureAwait(false), name)
                : await FollowAsync(response, name, cancellationToken).ConfigureAwait(false);
            // What was not verified for want of budget is not known to be bogus.
            if (answer is Answer.Bogus && budget.Work.IsExhausted)
                return Failed(name, LookupBudget.WorkExceeded(question));
            if (answer is not null)
                return answer;
            name = target;
        }
    }

    /// <summary>Goes along the aliases in one response. Without an answer, the look-up goes on at the target.</summary>
    private async Task<(Answer? Answer, DomainName Target)> FollowAsync(Message response, DomainName start, CancellationToken cancellationToken)
    {
        RRset[] answers = [.. AnswerSection.Of(response).Where(rrset => rrset.Class == question.Class)];
        DomainName name = start;
        while (true)
        {
            RRset? final = answers.FirstOrDefault(rrset => rrset.Type == question.Type && rrset.Owner == name);
            RRset? alias = answers.FirstOrDefault(rrset => rrset.Type == RRType.Cname && rrset.Owner == name);
            RRset? redirection = answers.Where(rrset => rrset.Type == RRType.Dname && name.IsBelow(rrset.Owner)).MaxBy(rrset => rrset.Owner.LabelCount);
            if (final is { Signatures.Count: > 0 } || (final is not null && (final.Type != RRType.Cname || redirection is null)))
                return (await FinishAsync(response, final, cancellationToken).ConfigureAwait(false), name);
            if (alias is null && redirection is null)
                break;
            // RFC 6672 §5.3.1: the CNAME that a DNAME makes is unsigned; it is made again here from the validated DNAME.
            Answer? answer = redirection is not null && alias is not { Signatures.Count: > 0 }
                ? await RedirectAsync(response, redirection, name, cancellationToken).ConfigureAwait(false)
                : await AddAliasAsync(response, alias!, cancellationToken).ConfigureAwait(false);
            if (answer is not null)
                return (answer, name);
            name = TargetOf(_aliases![^1]);
            if (!TryVisit(name))
                return (TooManyAliases(name), name);
        }

        // RFC 1034 §4.3.2: a server may stop at the end of what it knows, without saying anything of the target, whatever the
        // RCODE. A denial has the SOA (RFC 2308 §2); NSEC records alone may only prove the wildcard that made an alias.
        bool targetUnknown = name != start && response.Authorities.All(record => record.Type != RRType.Soa);
        if (targetUnknown)
            return (null, name);
        Answer denial = await DenyAsync(response, name, cancellationToken).ConfigureAwait(false);
        // RFC 6604 §2: servers differ in what the RCODE beside an alias means, so what it does not prove of the target is asked of it.
        return name != start && denial is Answer.Bogus ? (null, name) : (denial, name);
    }

    private async Task<Answer> FinishAsync(Message response, RRset final, CancellationToken cancellationToken)
    {
        RRsetValidation validation = await _validator.ValidateAsync(final, response, cancellationToken).ConfigureAwait(false);
        return validation.Match<Answer>(
            judged => judged.Security == SecurityStatus.Bogus ? Bogus(final.Owner, response, judged) : new Answer.Found(question, Aliases, judged, Trace),
            failure => Failed(final.Owner, failure));
    }

    private async Task<Answer?> AddAliasAsync(Message response, RRset alias, CancellationToken cancellationToken)
    {
        RRsetValidation validation = await _validator.ValidateAsync(alias, response, cancellationToken).ConfigureAwait(false);
        return validation.Match<Answer?>(
            judged =>
            {
                if (judged.Security == SecurityStatus.Bogus)
                    return Bogus(alias.Owner, response, judged);
                AddAlias(judged);
                return null;
            },
            failure => Failed(alias.Owner, failure));
    }

    private async Task<Answer?> RedirectAsync(Message response, RRset redirection, DomainName name, CancellationToken cancellationToken)
    {
        RRsetValidation validation = await _validator.ValidateAsync(redirection, response, cancellationToken).ConfigureAwait(false);
        return validation.Match<Answer?>(
            judged =>
            {
                if (judged.Security == SecurityStatus.Bogus)
                    return Bogus(name, response, judged);
                // RFC 4592 §4.4: outright rejected, as it redirects other names depending on which was asked for first.
                if (judged.Expansion is { } wildcard)
                    return Bogus(name, response, judged with { Security = SecurityStatus.Bogus, Error = MadeFrom(wildcard, judged) });
                if (!name.TryReplaceSuffix(redirection.Owner, redirection.Read<DnameRdata>().First().Target, out DomainName? target))
                    return Failed(name, new LookupFailure(LookupFailureKind.ErrorResponse, question, $"the DNAME of {redirection.Owner} makes too long a name"));
                // RFC 6672 §3.1: the CNAME has the TTL of the DNAME, and with it its status.
                var made = new RRset(name, RRType.Cname, redirection.Class, judged.RRset.Ttl, [target.WireMemory], []);
                ValidatedRRset alias = judged with { RRset = made };
                AddAlias(judged);
                if (question.Type == RRType.Cname)
                    return new Answer.Found(question, Aliases, alias, Trace);
                AddAlias(alias);
                return null;
            },
            failure => Failed(name, failure));
    }

    private async Task<Answer> DenyAsync(Message response, DomainName name, CancellationToken cancellationToken)
    {
        DenialValidation denial = await _validator.ValidateDenialAsync(name, question.Type, response, cancellationToken).ConfigureAwait(false);
        return denial.Match<Answer>(
            given => new Answer.Absent(question, Aliases, name, given.Absence, given.Security, given.Error, given.Records, Trace) { Ttl = given.Ttl },
            broken => new Answer.Bogus(question, Aliases, name, response.ResponseCode, broken.Records, broken.Error, Trace),
            failure => Failed(name, failure));
    }

    private static ExtendedDnsError MadeFrom(DomainName wildcard, ValidatedRRset redirection) =>
        new(ExtendedDnsErrorCode.DnssecBogus, $"the DNAME of {redirection.RRset.Owner} was made from the wildcard {wildcard}, which none may be");

    private static DomainName TargetOf(ValidatedRRset alias) => alias.RRset.Read<CnameRdata>().First().Target;

    private void AddAlias(ValidatedRRset alias) => (_aliases ??= []).Add(alias);

    private bool TryVisit(DomainName name) => (_visited ??= [question.Name]).Add(name) && _visited.Count <= ResolverOptions.MaxAliases + 1;

    private Answer.Failed TooManyAliases(DomainName name) => Failed(
        name, new LookupFailure(LookupFailureKind.TooManyAliases, question, $"the aliases of {question.Name} form a loop or are more than {ResolverOptions.MaxAliases}"));

    private Answer.Bogus Bogus(DomainName name, Message response, ValidatedRRset judged) =>
        new(question, Aliases, name, response.ResponseCode, [judged], judged.Error ?? new ExtendedDnsError(ExtendedDnsErrorCode.DnssecBogus, "no reason is known"), Trace);

    private Answer.Failed Failed(DomainName name, LookupFailure failure) => new(question, Aliases, name, failure, Trace);
}
