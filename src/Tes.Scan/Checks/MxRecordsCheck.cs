using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether MX records are doubled or too many.</summary>
internal sealed class MxRecordsCheck : ICheck
{
    public CheckTag Tag => CheckTag.MxRecords;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach (MxRemark remark in facts.MxRemarks)
        {
            if (remark is { Kind: MxRemarkKind.DuplicateHost, Host: { } host })
            {
                yield return Finding.Warning(
                    Tag, Severity.Notice, facts.Domain.Text, $"{host.ToDisplayString()} is listed more than once",
                    "RFC 5321 §5.1: senders sort hosts by preference; the worse record has no use",
                    "keep one MX record for each host");
            }
            else if (remark.Kind == MxRemarkKind.TooManyHosts)
            {
                yield return Finding.Warning(
                    Tag, Severity.Notice, facts.Domain.Text, $"there are more than {MxResolver.MaxHosts} MX hosts; the rest was not tested",
                    "RFC 5321 §5.1: senders give up after a few hosts, so that the last ones are never used",
                    "keep a handful of hosts");
            }
        }
    }
}
