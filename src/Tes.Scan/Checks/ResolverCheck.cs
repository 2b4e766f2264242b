using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>Whether the resolver lets a test be made at all.</summary>
internal sealed class ResolverCheck : ICheck
{
    public CheckTag Tag => CheckTag.Resolver;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        if (facts.ResolverTrouble is { } trouble)
        {
            yield return Finding.Inconclusive(
                Tag, Severity.Critical, facts.Domain.Text, trouble,
                "RFC 4033 §5: without a resolver that answers and passes on DNSSEC records nothing can be said about the domain",
                "use a resolver that supports DNSSEC (--resolver ADDRESS), or repair this one");
        }
    }
}
