using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether DNSSEC covers the addresses of each MX host: without it no TLSA record counts.</summary>
internal sealed class DnssecHostCheck : ICheck
{
    public CheckTag Tag => CheckTag.DnssecHost;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach (HostReport host in facts.Hosts)
        {
            // What is bogus or failed is said by the check of the host.
            if (host.Resolution is not MxHostResolution.Resolved resolved)
                continue;
            Answer strongest = resolved.Answers.Where(answer => answer is Answer.Found).MaxBy(answer => answer.Security)!;
            yield return resolved.Security switch
            {
                SecurityStatus.Secure => Finding.Pass(
                    Tag, host.Name, "the addresses are signed and valid", "RFC 7672 §2.2.2: senders look for TLSA records"),
                SecurityStatus.Insecure => Finding.Fail(
                    Tag, Severity.Warning, host.Name, $"the addresses are not signed: {ZoneAdvice.WhyInsecure(strongest)}",
                    "RFC 7672 §2.2.2: senders do not even look for TLSA records, so DANE cannot work at this host",
                    ZoneAdvice.ForInsecure(strongest)),
                _ => Finding.Inconclusive(
                    Tag, Severity.Warning, host.Name, "no trust anchor covers the host", "RFC 4033 §5: without an anchor nothing can be said about its signatures"),
            };
        }
    }
}
