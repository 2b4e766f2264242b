using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Dane;

namespace Tes.Scan.Checks;

/// <summary>Whether all hosts are protected alike: one without DANE is the way in.</summary>
internal sealed class DaneCoverageCheck : ICheck
{
    public CheckTag Tag => CheckTag.DaneCoverage;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        List<HostReport> known = [.. facts.Hosts.Where(host => host.Addresses.Count > 0 && host.Tlsa is not (TlsaLookup.Bogus or TlsaLookup.Failed))];
        List<HostReport> without = known.FindAll(host => host.Tlsa is not TlsaLookup.Usable);
        if (known.Count < 2 || without.Count == 0 || without.Count == known.Count)
            yield break;
        yield return Finding.Warning(
            Tag, Severity.Warning, facts.Domain.Text,
            $"{known.Count - without.Count} of {known.Count} MX hosts have usable TLSA records; without: {string.Join(", ", without.Select(host => host.Name))}",
            "RFC 7672 §2.2: TLSA records do not change the order of hosts; an attacker who keeps senders from the protected hosts gets the mail at the others",
            "publish TLSA records for every MX host");
    }
}
