using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Mail.Spf.Inspection;

/// <summary>Reads a policy with all that it leads to.</summary>
public static class SpfTreeReader
{
    /// <summary>
    /// Reads the policy of a domain. Nothing a peer published throws; loops end, and at most <see cref="SpfLimits.MaxTreeRecords"/> records
    /// and <see cref="SpfLimits.MaxTreeQuestions"/> questions are looked at.
    /// </summary>
    /// <param name="resolver">Is asked for TXT, A, AAAA and MX.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Ends the wait; only then an exception is thrown.</param>
    /// <returns>The tree; its root says where there is no record.</returns>
    public static async Task<SpfTree> ReadAsync(IResolver resolver, DomainName domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(domain);
        var reading = new Reading(resolver);
        SpfTreeRecord root = await reading.ReadAsync(domain, [], cancellationToken).ConfigureAwait(false);
        return SpfTreeJudge.Judge(root);
    }

    private sealed class Reading(IResolver resolver)
    {
        private int _records;
        private int _questions;

        public async ValueTask<SpfTreeRecord> ReadAsync(DomainName domain, DomainName[] above, CancellationToken cancellationToken)
        {
            _records++;
            SpfLookup lookup = SpfResolver.Read(await AskAsync(domain, RRType.Txt, cancellationToken).ConfigureAwait(false));
            var terms = new List<SpfTreeTerm>();
            if (lookup is SpfLookup.Published { Record: var record })
            {
                DomainName[] path = [.. above, domain];
                bool ended = false;
                foreach (SpfDirective directive in record.Directives)
                {
                    terms.Add(ended
                        ? new SpfTreeTerm(directive.Text, directive, SpfReach.NeverEvaluated, null, [], null, null)
                        : await ReadAsync(directive, path, cancellationToken).ConfigureAwait(false));
                    ended |= directive.Mechanism is SpfMechanism.All;
                }

                if (record.Redirect is { } redirect)
                {
                    string text = $"redirect={redirect}";
                    terms.Add(ended
                        ? new SpfTreeTerm(text, null, SpfReach.NeverEvaluated, null, [], null, null)
                        : await FollowAsync(text, null, redirect, path, cancellationToken).ConfigureAwait(false));
                }
            }

            return new SpfTreeRecord(domain, lookup, terms);
        }

        private ValueTask<SpfTreeTerm> ReadAsync(SpfDirective directive, DomainName[] path, CancellationToken cancellationToken)
        {
            SpfTreeTerm Plain(SpfReach reach, params IPNetwork[] networks) =>
                new(directive.Text, directive, reach, null, networks, null, null) { Lookups = directive.Mechanism.Cost == SpfLookupCost.CountsAsLookup ? 1 : 0 };
            return directive.Mechanism.Match<ValueTask<SpfTreeTerm>>(
                all => new(Plain(SpfReach.Known)),
                include => FollowAsync(directive.Text, directive, include.Domain, path, cancellationToken),
                a => HostsAsync(directive, a.Domain, path[^1], mx: false, a.Ip4PrefixLength, a.Ip6PrefixLength, cancellationToken),
                mx => HostsAsync(directive, mx.Domain, path[^1], mx: true, mx.Ip4PrefixLength, mx.Ip6PrefixLength, cancellationToken),
                ptr => new(Plain(SpfReach.DependsOnMail)),
                ip4 => new(Plain(SpfReach.Known, SpfNetworks.Of(ip4.Network, ip4.PrefixLength))),
                ip6 => new(Plain(SpfReach.Known, SpfNetworks.Of(ip6.Network, ip6.PrefixLength))),
                exists => new(Plain(SpfReach.DependsOnMail)));
        }

        private async ValueTask<SpfTreeTerm> FollowAsync(
            string text, SpfDirective? directive, DomainSpec spec, DomainName[] path, CancellationToken cancellationToken)
        {
            var term = new SpfTreeTerm(text, directive, SpfReach.Known, StaticMacros.TargetOf(spec, path[^1]), [], null, null) { Lookups = 1 };
            if (!StaticMacros.IsKnown(spec))
                return term with { Reach = SpfReach.DependsOnMail };
            if (term.Target is not { LabelCount: > 1 } target)
                return term with { Reach = SpfReach.Unknown, Problem = new(SpfFindingKind.NotLookedUp, "the target is no fully qualified domain name") };
            if (path.Contains(target))
                return term with { Reach = SpfReach.Unknown, Problem = new(SpfFindingKind.Loop, "the record leads back to itself") };
            if (_records >= SpfLimits.MaxTreeRecords || _questions >= SpfLimits.MaxTreeQuestions)
                return term with { Reach = SpfReach.Unknown, Problem = new(SpfFindingKind.NotLookedUp, "there are too many records to look at") };
            SpfTreeRecord record = await ReadAsync(target, path, cancellationToken).ConfigureAwait(false);
            return term with
            {
                Record = record,
                Reach = record.Record is null ? SpfReach.Unknown : SpfReach.Known,
                Lookups = 1 + record.Terms.Sum(inner => inner.Lookups),
                VoidLookups = record.Terms.Sum(inner => inner.VoidLookups),
            };
        }

        private async ValueTask<SpfTreeTerm> HostsAsync(
            SpfDirective directive, DomainSpec? spec, DomainName domain, bool mx, int ip4PrefixLength, int ip6PrefixLength, CancellationToken cancellationToken)
        {
            DomainName? target = spec is null ? domain : StaticMacros.TargetOf(spec, domain);
            var term = new SpfTreeTerm(directive.Text, directive, SpfReach.Known, target, [], null, null) { Lookups = 1 };
            if (spec is not null && !StaticMacros.IsKnown(spec))
                return term with { Reach = SpfReach.DependsOnMail };
            if (target is null)
                return term with { Problem = new(SpfFindingKind.NotLookedUp, "the target is no domain name") };
            List<DomainName> hosts = [target];
            if (mx)
            {
                if (_questions >= SpfLimits.MaxTreeQuestions)
                    return TooMuch(term);
                Answer exchanges = await AskAsync(target, RRType.MX, cancellationToken).ConfigureAwait(false);
                if (exchanges is Answer.Bogus or Answer.Failed)
                    return term with { Reach = SpfReach.Unknown, Problem = new(SpfFindingKind.NotLookedUp, "its MX records could not be looked up") };
                hosts = exchanges is Answer.Found found
                    ? [.. found.RRset.RRset.Read<MxRdata>().OrderBy(host => host.Preference).ThenBy(host => host.Exchange).Select(host => host.Exchange).Where(host => !host.IsRoot)]
                    : [];
                if (exchanges is Answer.Absent)
                    return term with { VoidLookups = 1 };
                if (hosts.Count > SpfLimits.MaxMxHosts)
                    return term with { Reach = SpfReach.Unknown, Problem = new(SpfFindingKind.TooManyMxHosts, $"there are {hosts.Count} MX records, more than {SpfLimits.MaxMxHosts}") };
            }

            var networks = new List<IPNetwork>();
            foreach ((DomainName host, RRType type) in hosts.SelectMany(host => new[] { (host, RRType.A), (host, RRType.Aaaa) }))
            {
                if (_questions >= SpfLimits.MaxTreeQuestions)
                    return TooMuch(term);
                Answer answer = await AskAsync(host, type, cancellationToken).ConfigureAwait(false);
                if (answer is Answer.Bogus or Answer.Failed)
                    return term with { Reach = SpfReach.Unknown, Problem = new(SpfFindingKind.NotLookedUp, $"the addresses of {host.ToDisplayString()} could not be looked up") };
                if (answer is Answer.Found found)
                    networks.AddRange(SpfAddresses.Of(found).Select(address => SpfNetworks.Of(address, type == RRType.A ? ip4PrefixLength : ip6PrefixLength)));
            }

            return term with { Networks = SpfNetworks.Merge(networks), VoidLookups = !mx && networks.Count == 0 ? 1 : 0 };
        }

        private static SpfTreeTerm TooMuch(SpfTreeTerm term) =>
            term with { Reach = SpfReach.Unknown, Problem = new(SpfFindingKind.NotLookedUp, "there is too much to look up") };

        private ValueTask<Answer> AskAsync(DomainName name, RRType type, CancellationToken cancellationToken)
        {
            _questions++;
            return resolver.ResolveAsync(name, type, cancellationToken);
        }
    }
}
