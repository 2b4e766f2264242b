using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Dane;

namespace Tes.Scan.Checks;

/// <summary>Whether records are left aside because a stronger digest stands beside them.</summary>
internal sealed class TlsaDigestCheck : ICheck
{
    public CheckTag Tag => CheckTag.TlsaDigest;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach (HostReport host in facts.Hosts)
        {
            if (host.Tlsa is not TlsaLookup.Usable { Records.Superseded: { Count: > 0 } superseded })
                continue;
            string parameters = string.Join(", ", superseded.Select(record => record.Parameters).Distinct(StringComparer.Ordinal));
            yield return Finding.Warning(
                Tag, Severity.Notice, host.Name, $"senders leave {parameters} aside, because the same usage and selector come with a stronger digest",
                "RFC 7671 §9: with digest agility only the strongest digest counts; a certificate that only the weaker one covers fails",
                "publish every certificate with the same digests, or SHA2-256 (3 1 1) alone");
        }
    }
}
