using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity.Dane;

namespace Tes.Scan.Checks;

/// <summary>Whether each address offers STARTTLS and TLS comes about.</summary>
internal sealed class StartTlsCheck : ICheck
{
    private const string Why = "RFC 3207 §4: without it mail crosses the network in the clear";

    public CheckTag Tag => CheckTag.StartTls;

    public IEnumerable<Finding> Run(DomainFacts facts) =>
        facts.Addresses.Select(pair => Of(pair.Host, pair.Address)).OfType<Finding>();

    private Finding? Of(HostReport host, AddressReport address)
    {
        ProbeReport probe = address.Probe;
        string subject = Subject.Of(host, address);
        // RFC 7672 §2.2: with TLSA records TLS is mandatory, so what else would be cleartext is a delay here
        bool mandatory = host.Tlsa is TlsaLookup.Usable or TlsaLookup.OnlyUnusable;
        Severity severity = mandatory ? Severity.Critical : Severity.Error;
        string why = mandatory ? "RFC 7672 §2.2: the TLSA records promise TLS, so senders with DANE do not deliver here" : Why;
        switch (probe.StartTls)
        {
            case StartTlsOutcome.Accepted:
                return Finding.Pass(Tag, subject, $"STARTTLS works: {probe.Tls!.ProtocolName}, {probe.Tls.CipherSuite}{(probe.Tls.Group is { } group ? $", {group}" : string.Empty)}", Why);
            case StartTlsOutcome.NotOffered:
                return Finding.Fail(
                    Tag, severity, subject, "STARTTLS is not offered", why,
                    "switch STARTTLS on (Postfix: smtpd_tls_security_level = may, with smtpd_tls_chain_files); if it is on, something on the path removes it");
            case StartTlsOutcome.Refused:
                string reply = probe.Failure is SmtpFailure.Refused refused ? PeerText.Of(refused.Reply) : "refused";
                return Finding.Fail(
                    Tag, severity, subject, $"STARTTLS is offered and then refused: {reply}", why,
                    "see the server's log; most often its key or certificate cannot be read");
            case StartTlsOutcome.HandshakeFailed when IsInjection(probe):
                // told by the check of its own
                return null;
            case StartTlsOutcome.HandshakeFailed:
                return Finding.Fail(
                    Tag, severity, subject, $"STARTTLS is accepted, but TLS does not come about: {Detail(probe)}", why,
                    "see the server's log for the TLS error; most often certificate and key do not fit, or protocols and ciphers are switched off");
            default:
                // unreachable and inconclusive: told where the session ended
                return null;
        }
    }

    internal static bool IsInjection(ProbeReport probe) =>
        probe.Failure is SmtpFailure.ProtocolViolation { Fault: ProtocolFault.BytesAfterStartTlsReply };

    private static string Detail(ProbeReport probe) => probe.Failure is { } failure
        ? failure.Reply is { } reply ? PeerText.Of(reply) : failure.Detail
        : "the reason is not known";
}
