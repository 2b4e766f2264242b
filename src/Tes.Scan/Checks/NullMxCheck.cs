using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether a null MX stands alone and in the right form.</summary>
internal sealed class NullMxCheck : ICheck
{
    public CheckTag Tag => CheckTag.NullMx;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        string domain = facts.Domain.Text;
        foreach (MxRemark remark in facts.MxRemarks)
        {
            if (remark.Kind == MxRemarkKind.NullMxAmongOthers)
            {
                yield return Finding.Fail(
                    Tag, Severity.Error, domain, "a null MX (host \".\") stands beside other MX records",
                    "RFC 7505 §3: a domain that takes mail must not advertise a null MX; some senders return the mail",
                    $"remove the record: {domain}. IN MX 0 .");
            }
            else if (remark.Kind == MxRemarkKind.NullMxMalformed)
            {
                yield return Finding.Warning(
                    Tag, Severity.Notice, domain, "the null MX is not one single record with preference 0",
                    "RFC 7505 §3: it has to be, to be understood by all", $"{domain}. IN MX 0 .");
            }
        }
    }
}
