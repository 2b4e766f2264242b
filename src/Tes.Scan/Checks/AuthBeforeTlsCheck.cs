using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>Whether passwords are asked for before TLS.</summary>
internal sealed class AuthBeforeTlsCheck : ICheck
{
    private const string Fix = "offer AUTH only inside TLS (Postfix: smtpd_tls_auth_only = yes), or not at all on port 25: submission has ports 465 and 587 (RFC 8314)";

    public CheckTag Tag => CheckTag.AuthBeforeTls;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach ((HostReport host, AddressReport address) in facts.Addresses)
        {
            if (address.Probe.CapabilitiesBeforeTls is not { } capabilities)
                continue;
            string subject = Subject.Of(host, address);
            IReadOnlyList<string> mechanisms = capabilities.AuthMechanisms;
            string list = string.Join(", ", mechanisms);
            if (mechanisms.Count == 0)
                yield return Finding.Pass(Tag, subject, "no AUTH before TLS", "RFC 4954 §4: passwords are only asked for inside TLS");
            // RFC 4954 §4: PLAIN must not be offered without protection of the whole session; LOGIN is the same password in other words
            else if (mechanisms.Any(mechanism => mechanism is "PLAIN" or "LOGIN" or "XOAUTH2" or "OAUTHBEARER"))
                yield return Finding.Fail(
                    Tag, Severity.Error, subject, $"AUTH is offered before TLS: {list}",
                    "RFC 4954 §4 and RFC 8314 §3: clients that take the offer send the password in the clear", Fix);
            else
                yield return Finding.Warning(
                    Tag, Severity.Warning, subject, $"AUTH is offered before TLS: {list}",
                    "RFC 8314 §3: even without the password in the clear the session that follows can be read and taken over", Fix);
        }
    }
}
