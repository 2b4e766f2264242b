using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>Whether somebody published TLSA records where no sender looks at them: below addresses that are not signed.</summary>
internal sealed class TlsaInsecureCheck : ICheck
{
    public CheckTag Tag => CheckTag.TlsaInsecure;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach (HostReport host in facts.Hosts)
        {
            if (host.InsecureTlsa is not Answer.Found found)
                continue;
            yield return Finding.Fail(
                Tag, Severity.Error, host.Name, $"there are TLSA records at {found.Question.Name.ToDisplayString()}, but the zone is not signed: they have no effect",
                "RFC 7672 §2.2: TLSA records count only under DNSSEC; whoever relies on these is not protected",
                ZoneAdvice.ForInsecure(found));
        }
    }
}
