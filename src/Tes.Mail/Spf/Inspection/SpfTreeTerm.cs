using System.Net;
using Tes.Dns;

namespace Tes.Mail.Spf.Inspection;

/// <summary>A term in the tree of a policy.</summary>
/// <param name="Text">The term as written: printable ASCII.</param>
/// <param name="Directive">The directive; null for redirect.</param>
/// <param name="Reach">Whether it can be evaluated and its target be known.</param>
/// <param name="Target">The name that it is about; null where there is none, or it depends on the mail.</param>
/// <param name="Networks">The networks that match, of ip4, ip6, a and mx; empty for others.</param>
/// <param name="Record">The record that include or redirect lead to; null for others, and where it was not read.</param>
/// <param name="Problem">What is wrong with it; null where nothing is.</param>
public sealed record SpfTreeTerm(
    string Text, SpfDirective? Directive, SpfReach Reach, DomainName? Target, IReadOnlyList<IPNetwork> Networks, SpfTreeRecord? Record, SpfTreeProblem? Problem)
{
    /// <summary>Terms with look-ups here and in what it leads to.</summary>
    public int Lookups { get; init; }

    /// <summary>Those whose look-up finds nothing.</summary>
    public int VoidLookups { get; init; }
}
