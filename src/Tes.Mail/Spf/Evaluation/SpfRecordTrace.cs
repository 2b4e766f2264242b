using Tes.Dns;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>One call of check_host() (RFC 7208 §4): a domain, its record, and the terms as far as they were evaluated.</summary>
public sealed class SpfRecordTrace
{
    internal SpfRecordTrace(DomainName domain) => Domain = domain;

    /// <summary>The domain.</summary>
    public DomainName Domain { get; }

    /// <summary>What was found there; null where the domain was not looked up.</summary>
    public SpfLookup? Lookup { get; internal set; }

    /// <summary>The terms that were evaluated, in order; a redirect that was followed is the last.</summary>
    public IReadOnlyList<SpfTermTrace> Terms => Visited;

    /// <summary>Result and what decided.</summary>
    public SpfDecision Decision { get; internal set; } = new SpfDecision.NothingMatched();

    /// <summary>The result.</summary>
    public SpfResult Result => Decision.Result;

    internal List<SpfTermTrace> Visited { get; } = [];
}
