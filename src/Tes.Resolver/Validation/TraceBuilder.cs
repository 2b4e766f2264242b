using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>Collects the steps of the chains of trust that a look-up walked, each zone once, parents first.</summary>
internal sealed class TraceBuilder
{
    // Own choice: a chain has three or four zones, which are found faster by looking than by hashing; aliases may add many.
    private const int MaxSearched = 8;

    private readonly List<ZoneStep> _steps = [];
    private HashSet<DomainName>? _zones;

    public void Add(ZoneTrust trust)
    {
        if (trust.Parent is not null)
            Add(trust.Parent);
        if (trust.Step is not { } step || Has(step.Zone))
            return;
        _steps.Add(step);
        if (_steps.Count == MaxSearched)
            _zones = [.. _steps.Select(known => known.Zone)];
        else
            _zones?.Add(step.Zone);
    }

    public ValidationTrace Build() => _steps.Count == 0 ? ValidationTrace.Empty : new ValidationTrace([.. _steps]);

    private bool Has(DomainName zone)
    {
        if (_zones is not null)
            return _zones.Contains(zone);
        foreach (ZoneStep known in _steps)
        {
            if (known.Zone == zone)
                return true;
        }

        return false;
    }
}
