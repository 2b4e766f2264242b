using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>Walks the tree (RFC 9989 §4.10). What one walk asked another does not ask again: make one for each message.</summary>
/// <param name="resolver">Whom to ask.</param>
public sealed class DmarcTreeWalker(IResolver resolver)
{
    private readonly Dictionary<DomainName, DmarcLookup> _seen = [];

    /// <summary>The names whose records a walk from <paramref name="start"/> asks for, as long as nothing ends it.</summary>
    public static IEnumerable<DomainName> Targets(DomainName start)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (start.IsRoot)
            yield break;
        yield return start;
        // RFC 9989 §4.10, steps 4 and 7
        for (int labels = Math.Min(start.LabelCount - 1, DmarcLimits.LongNameCut); labels > 0; labels--)
            yield return start.Suffix(labels);
    }

    /// <summary>Walks from a name to the top of the tree, to a record with psd=n or psd=y, or to a query that fails.</summary>
    public async Task<DmarcWalk> WalkAsync(DomainName start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        var steps = new List<DmarcWalkStep>();
        foreach (DomainName target in Targets(start))
        {
            DmarcLookup lookup = await LookupAsync(target, cancellationToken).ConfigureAwait(false);
            steps.Add(new DmarcWalkStep(target, lookup));
            // What lies behind a failed query may not be concluded from what lies above it.
            if (lookup.IsUndetermined || lookup is DmarcLookup.Published { Record.Psd: not PsdFlag.Unspecified })
                break;
        }

        return new DmarcWalk(start, steps);
    }

    /// <summary>The record of one name.</summary>
    internal async Task<DmarcLookup> LookupAsync(DomainName domain, CancellationToken cancellationToken)
    {
        if (!_seen.TryGetValue(domain, out DmarcLookup? lookup))
            _seen[domain] = lookup = await DmarcResolver.ResolveAsync(resolver, domain, cancellationToken).ConfigureAwait(false);
        return lookup;
    }
}
