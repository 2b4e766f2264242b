using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;

namespace Tes.Scan.Checks;

/// <summary>Whether each address talks SMTP as far as EHLO, which everything else needs.</summary>
internal sealed class SmtpCheck : ICheck
{
    public CheckTag Tag => CheckTag.Smtp;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach ((HostReport host, AddressReport address) in facts.Addresses)
        {
            ProbeReport probe = address.Probe;
            string subject = Subject.Of(host, address);
            if (probe.StartTls == StartTlsOutcome.Inconclusive && probe.Failure is { } failure)
            {
                yield return Finding.Inconclusive(
                    Tag, Severity.Error, subject, failure.Match(
                        notConnected => notConnected.Detail,
                        refused => $"the server turned us away at {Stage(failure)}: {PeerText.Of(refused.Reply)}",
                        lost => $"the session ended at {Stage(failure)}: {lost.Detail}",
                        violation => $"what the server sent at {Stage(failure)} is not SMTP: {violation.Detail}",
                        tls => tls.Detail,
                        withheld => withheld.Detail),
                    "RFC 5321 §3.1: a sender goes on to the next host, and keeps the mail where there is none");
            }
            else if (probe.Hello != HelloOutcome.NotReached)
            {
                yield return probe.Hello == HelloOutcome.HeloAccepted
                    ? Finding.Warning(
                        Tag, Severity.Warning, subject, "the server refuses EHLO and knows only HELO, so it has no extensions: no STARTTLS, no SIZE",
                        "RFC 5321 §2.2.1: servers must support EHLO", "switch EHLO on; a firewall with an \"SMTP inspection\" feature may be what removes it")
                    : Finding.Pass(Tag, subject, "the server talks SMTP", "RFC 5321 §3.2: the session is open after EHLO");
            }
        }
    }

    internal static string Stage(SmtpFailure failure) => failure.Stage switch
    {
        SmtpStage.Connect => "connecting",
        SmtpStage.Greeting => "the greeting",
        SmtpStage.Ehlo => "EHLO",
        SmtpStage.Helo => "HELO",
        SmtpStage.StartTls => "STARTTLS",
        SmtpStage.TlsHandshake => "the TLS handshake",
        SmtpStage.EhloAfterTls => "EHLO inside TLS",
        SmtpStage.Quit => "QUIT",
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Stage, "Not a stage."),
    };
}
