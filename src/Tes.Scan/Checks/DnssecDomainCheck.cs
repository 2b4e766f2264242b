using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether DNSSEC covers the domain's MX RRset, or the proof that there is none.</summary>
internal sealed class DnssecDomainCheck : ICheck
{
    public CheckTag Tag => CheckTag.DnssecDomain;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        string domain = facts.Domain.Text;
        Answer answer = facts.Mx.Answer;
        yield return answer switch
        {
            Answer.Bogus bogus => Finding.Fail(
                Tag, Severity.Critical, domain, $"DNSSEC is broken: {bogus.Error.Text}",
                "RFC 4035 §5.5: validating resolvers answer SERVFAIL for bogus data, so that nobody behind them can send mail to the domain",
                ZoneAdvice.ForBogus(bogus)),
            Answer.Failed failed => Finding.Inconclusive(
                Tag, Severity.Error, domain, $"the look-up could not be completed: {failed.Failure.Text}",
                "RFC 7672 §2.1.2: nothing is known about the domain"),
            _ => answer.Security switch
            {
                SecurityStatus.Secure => Finding.Pass(
                    Tag, domain, facts.Mx is MxResolution.Mx ? "the MX records are signed and valid" : "the answer to the MX question is signed and valid",
                    "RFC 7672 §2.2.1: senders can trust which hosts take the mail"),
                SecurityStatus.Insecure => Finding.Fail(
                    Tag, Severity.Warning, domain, $"the MX records are not signed: {ZoneAdvice.WhyInsecure(answer)}",
                    "RFC 7672 §2.2.1: whoever forges the answer directs the mail to any host; DANE cannot protect against that",
                    ZoneAdvice.ForInsecure(answer)),
                _ => Finding.Inconclusive(
                    Tag, Severity.Warning, domain, "no trust anchor covers the domain", "RFC 4033 §5: without an anchor nothing can be said about its signatures"),
            },
        };
    }
}
