using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>Whether the TLSA question at each host gets an answer that can be used. The look-up of what does not exist must work too.</summary>
internal sealed class TlsaLookupCheck : ICheck
{
    public CheckTag Tag => CheckTag.TlsaLookup;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach (HostReport host in facts.Hosts)
        {
            Finding? finding = host.Tlsa.Match(
                usable => null,
                onlyUnusable => null,
                notApplicable => (Finding?)null,
                bogus => Finding.Fail(
                    Tag, Severity.Critical, host.Name, $"the answer for {bogus.TlsaOwnerName.ToDisplayString()} TLSA is bogus: {bogus.Error.Text}",
                    "RFC 7672 §2.1.2: senders hold the mail back, even where there are no TLSA records at all",
                    "repair the name server that answers: it must serve the signed TLSA records or a valid proof (NSEC, NSEC3) that there are none"),
                failed => Finding.Inconclusive(
                    Tag, Severity.Error, host.Name, $"the TLSA look-up at {failed.TlsaOwnerName.ToDisplayString()} could not be completed: {failed.Failure.Text}",
                    "RFC 7672 §2.1.2: senders hold the mail back until it can be; a name server that does not answer for TLSA delays all mail from senders with DANE"));
            if (finding is not null)
                yield return finding;
        }
    }
}
