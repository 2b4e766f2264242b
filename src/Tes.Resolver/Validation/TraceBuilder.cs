using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>Collects the steps of the chains of trust that a look-up walked, each zone once, parents first.</summary>
internal sealed class TraceBuilder
{
    private readonly List<ZoneStep> _steps = [];
    private readonly HashSet<DomainName> _zones = [];

    public void Add(ZoneTrust trust)
    {
        if (trust.Parent is not null)
            Add(trust.Parent);
        if (trust.Step is { } step && _zones.Add(step.Zone))
            _steps.Add(step);
    }

    public ValidationTrace Build() => _steps.Count == 0 ? ValidationTrace.Empty : new ValidationTrace([.. _steps]);
}
