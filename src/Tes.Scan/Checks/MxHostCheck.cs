using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether each MX host exists and has addresses.</summary>
internal sealed class MxHostCheck : ICheck
{
    private const string Why = "RFC 5321 §5.1: an MX host must have an address record, or mail cannot get there";

    public CheckTag Tag => CheckTag.MxHost;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        // Without MX records the same is said of the domain as a whole.
        if (facts.Mx is MxResolution.Implicit)
            yield break;
        foreach (HostReport host in facts.Hosts)
        {
            yield return host.Resolution.Match(
                resolved => Resolved(host, resolved),
                noAddress => Finding.Fail(
                    Tag, Severity.Critical, host.Name,
                    noAddress.Absence == Absence.NXDomain ? "the MX host does not exist" : "the MX host has no address",
                    Why, "give the host an A or AAAA record, or remove the MX record"),
                bogus => Finding.Fail(
                    Tag, Severity.Critical, host.Name, $"the addresses of the MX host are bogus: {bogus.Error.Text}",
                    "RFC 7672 §2.1.2: senders that validate do not use the host until it is repaired"),
                failed => Finding.Inconclusive(
                    Tag, Severity.Error, host.Name, $"the addresses of the MX host could not be looked up: {failed.Failure.Text}",
                    "RFC 7672 §2.1.2: a failed look-up is not an absence; senders try again later"));
        }
    }

    private Finding Resolved(HostReport host, MxHostResolution.Resolved resolved)
    {
        Answer? unknown = resolved.Answers.FirstOrDefault(answer => answer is Answer.Bogus or Answer.Failed);
        string count = resolved.Addresses.Count == 1 ? "1 address" : $"{resolved.Addresses.Count} addresses";
        return unknown switch
        {
            Answer.Bogus bogus => Finding.Fail(
                Tag, Severity.Error, host.Name, $"the addresses of one family are bogus: {bogus.Error.Text}",
                "RFC 7672 §2.2.2: senders may use the other family, so mail still arrives"),
            Answer.Failed failed => Finding.Inconclusive(
                Tag, Severity.Warning, host.Name, $"the addresses of one family could not be looked up: {failed.Failure.Text}",
                "RFC 7672 §2.2.2: senders may use the other family, so mail still arrives"),
            _ when resolved.Completeness == AddressCompleteness.OverLimit => Finding.Warning(
                Tag, Severity.Notice, host.Name, $"the host has more than {MxHostResolver.MaxAddresses} addresses in a family; the rest was not tested",
                "RFC 5321 §5.1: senders give up after a few addresses"),
            _ => Finding.Pass(Tag, host.Name, $"the MX host has {count}", Why),
        };
    }
}
