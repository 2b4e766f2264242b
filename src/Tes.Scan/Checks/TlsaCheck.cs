using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether each MX host has TLSA records that senders use.</summary>
internal sealed class TlsaCheck : ICheck
{
    public CheckTag Tag => CheckTag.Tlsa;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach (HostReport host in facts.Hosts)
        {
            if (host.Resolution is not MxHostResolution.Resolved)
                continue;
            // Bogus and failed look-ups are told by the check of the look-up, unsigned addresses by that of DNSSEC.
            Finding? finding = host.Tlsa.Match(
                usable => Finding.Pass(
                    Tag, host.Name, $"there are TLSA records at {usable.TlsaOwnerName.ToDisplayString()}: {Parameters(usable.Records)}",
                    "RFC 7672 §2.2: senders deliver only to a server that matches them"),
                onlyUnusable => Finding.Pass(
                    Tag, host.Name, $"there are TLSA records at {onlyUnusable.TlsaOwnerName.ToDisplayString()}",
                    "RFC 7672 §2.2: senders require TLS"),
                notApplicable => notApplicable.Reason switch
                {
                    TlsaAbsence.None => Absent(facts, host),
                    TlsaAbsence.Insecure => Finding.Fail(
                        Tag, Severity.Warning, host.Name, "the TLSA records, or their absence, are not signed: senders do not use them",
                        "RFC 7672 §2.2.3: insecure TLSA records are ignored", "sign the zone that holds the TLSA records, or the one their CNAME points to"),
                    _ => null,
                },
                bogus => (Finding?)null,
                failed => null);
            if (finding is not null)
                yield return finding;
        }
    }

    private Finding Absent(DomainFacts facts, HostReport host) => Finding.Fail(
        Tag, Severity.Warning, host.Name, "the MX host has no TLSA records, although its addresses are signed: DANE is one record away",
        "RFC 7672 §1.3.1: without them STARTTLS can be removed by anyone on the path, and the server is not authenticated",
        TlsaAdvice.RecordsToPublish(facts, host));

    private static string Parameters(TlsaUsability records) => string.Join(", ", records.Usable.Select(record => record.Parameters).Distinct(StringComparer.Ordinal));
}
