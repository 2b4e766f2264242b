using Tes.Mail.Spf;
using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>What the SPF record says about everybody whom it does not name.</summary>
internal sealed class SpfAllCheck : ICheck
{
    public CheckTag Tag => CheckTag.SpfAll;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        if (facts.Spf is not SpfLookup.Published { Record: { } record })
            yield break;
        string domain = facts.Domain.Text;
        const string fix = "end the record with -all, or with ~all while you find out who sends";
        yield return record.AllQualifier switch
        {
            SpfQualifier.Fail => Finding.Pass(Tag, domain, "other senders fail (-all)", "RFC 7208 §5.1: receivers can refuse forged mail"),
            SpfQualifier.SoftFail => Finding.Pass(Tag, domain, "other senders are suspect (~all)", "RFC 7208 §8.5: receivers mark forged mail, and DMARC treats it as a failure"),
            SpfQualifier.Neutral => Finding.Warning(
                Tag, Severity.Notice, domain, "nothing is said about other senders (?all)", "RFC 7208 §8.2: neutral is treated like no record at all", fix),
            SpfQualifier.Pass => Finding.Fail(
                Tag, Severity.Error, domain, "the record allows the whole world to send (+all)", "RFC 7208 §5.1: all matches every address, so forged mail passes", fix),
            _ when record.Redirect is { } redirect => Finding.Info(
                Tag, domain, $"the record hands over to that of {redirect}, which was not read", "RFC 7208 §6.1: its all decides about other senders"),
            _ => Finding.Warning(
                Tag, Severity.Notice, domain, "nothing is said about other senders: the record has neither all nor redirect", "RFC 7208 §4.7: the default is neutral, which is treated like no record at all", fix),
        };
    }
}
