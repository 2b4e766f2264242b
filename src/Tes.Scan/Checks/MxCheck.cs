using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>Whether the domain says which hosts take its mail.</summary>
internal sealed class MxCheck : ICheck
{
    public CheckTag Tag => CheckTag.Mx;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        string domain = facts.Domain.Text;
        // Bogus and failed answers are told by the check of DNSSEC.
        Finding? finding = facts.Mx.Match<Finding?>(
            mx => Finding.Pass(Tag, domain, $"mail goes to {Count(mx.Hosts.Count)}", "RFC 5321 §5.1: MX records name the hosts that take mail"),
            @implicit => Implicit(facts, domain),
            @null => Finding.Info(Tag, domain, "the domain takes no mail and says so (null MX)", "RFC 7505: mail to it is returned at once instead of waiting for days"),
            noSuchDomain => Finding.Fail(
                Tag, Severity.Critical, domain, NoSuchDomain(facts, noSuchDomain.Answer), "RFC 5321 §5.1: mail to a domain that does not exist is returned to its sender"),
            bogus => null,
            failed => null);
        if (finding is not null)
            yield return finding;
    }

    private Finding Implicit(DomainFacts facts, string domain)
    {
        bool hasAddress = facts.Hosts.Any(host => host.Addresses.Count > 0);
        if (hasAddress)
        {
            return Finding.Info(
                Tag, domain, "there are no MX records; mail goes to the addresses of the domain itself",
                "RFC 5321 §5.1: the domain is its own mail host; an MX record says the same on purpose",
                $"{domain}. IN MX 10 {domain}.");
        }

        // An address look-up that failed is the host check's to tell.
        return facts.Hosts.Any(host => host.Resolution is TransportSecurity.Mx.MxHostResolution.NoAddress)
            ? Finding.Fail(
                Tag, Severity.Critical, domain, "the domain has neither MX records nor an address: it cannot take mail",
                "RFC 5321 §5.1: mail to it is returned; where none is wanted, RFC 7505 says so in one record",
                $"{domain}. IN MX 0 .")
            : Finding.Inconclusive(
                Tag, Severity.Error, domain, "there are no MX records, and the addresses of the domain are not known",
                "RFC 5321 §5.1: without MX records the domain is its own mail host");
    }

    private static string NoSuchDomain(DomainFacts facts, Answer answer) => answer.FinalName == facts.Domain.Name
        ? "the domain does not exist"
        : $"the domain is an alias of {answer.FinalName.ToDisplayString()}, which does not exist";

    private static string Count(int hosts) => hosts == 1 ? "1 MX host" : $"{hosts} MX hosts";
}
