using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether an MX host is an alias.</summary>
internal sealed class MxAliasCheck : ICheck
{
    public CheckTag Tag => CheckTag.MxAlias;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        if (facts.Mx is not MxResolution.Mx)
            yield break;
        foreach (HostReport host in facts.Hosts)
        {
            if (host.Resolution.Answers.FirstOrDefault(answer => answer.Aliases.Count > 0) is not { } answer)
                continue;
            string target = answer.FinalName.ToDisplayString();
            yield return Finding.Warning(
                Tag, Severity.Notice, host.Name, $"the MX host is an alias (CNAME) of {target}",
                "RFC 5321 §5.1 and RFC 2181 §10.3: an MX record must name a host, not an alias; some senders refuse it",
                $"{facts.Domain.Text}. IN MX {host.Host.Preference} {target}.");
        }
    }
}
