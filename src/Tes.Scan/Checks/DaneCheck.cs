using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Dane;

namespace Tes.Scan.Checks;

/// <summary>Whether what each address serves matches the TLSA records of its host.</summary>
internal sealed class DaneCheck : ICheck
{
    public CheckTag Tag => CheckTag.Dane;

    public IEnumerable<Finding> Run(DomainFacts facts) =>
        facts.Hosts.SelectMany(host => host.Addresses.Select(address => Of(host, address))).OfType<Finding>();

    private Finding? Of(HostReport host, AddressReport address)
    {
        if (host.Tlsa is not TlsaLookup.Usable usable)
            return null;
        // The check of TLS versions says it
        if (address.Outcome is AddressOutcome.DoesNotDeliver { Fault: AddressFault.ObsoleteTls })
            return null;
        string subject = Subject.Of(host, address);
        if (address.Outcome.Authentication is not { } authentication)
        {
            return Finding.Inconclusive(
                Tag, Severity.Warning, subject, "no certificate was seen, so the TLSA records could not be compared",
                "RFC 7672 §2.2: a sender with DANE does not deliver here without TLS");
        }

        return authentication.Match(
            authenticated => Finding.Pass(
                Tag, subject, $"the certificate matches the TLSA record {authenticated.Record.Parameters}",
                "RFC 7672 §3.1: the server is authenticated by DNSSEC alone"),
            mismatch => Finding.Fail(
                Tag, Severity.Critical, subject, $"the certificate matches no TLSA record: {Reasons(mismatch)}",
                "RFC 7672 §3.2: senders with DANE do not deliver here; the mail waits and is returned in the end",
                TlsaAdvice.ForMismatch(usable, mismatch, address)));
    }

    private static string Reasons(DaneAuthentication.Mismatch mismatch) =>
        string.Join("; ", mismatch.Reasons.Select(reason => $"{reason.Record.Parameters}: {reason.Explanation}").Distinct(StringComparer.Ordinal));
}
