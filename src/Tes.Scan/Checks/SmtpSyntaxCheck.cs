using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;

namespace Tes.Scan.Checks;

/// <summary>What servers do against the grammar and gets read all the same.</summary>
internal sealed class SmtpSyntaxCheck : ICheck
{
    public CheckTag Tag => CheckTag.SmtpSyntax;

    public IEnumerable<Finding> Run(DomainFacts facts) =>
        from pair in facts.Addresses
        from quirk in pair.Address.Probe.Quirks
        let text = Text(quirk)
        select Finding.Warning(Tag, text.Severity, Subject.Of(pair.Host, pair.Address), text.Message, text.Why);

    private static (Severity Severity, string Message, string Why) Text(PeerQuirk quirk) => quirk switch
    {
        PeerQuirk.BareLineFeed => (Severity.Notice, "lines end with a line feed alone", "RFC 5321 §2.3.8: lines end with CRLF and nothing else"),
        PeerQuirk.LongLine => (Severity.Notice, "a reply line is longer than 512 octets", "RFC 5321 §4.5.3.1.5: clients need not read more"),
        PeerQuirk.EightBitText => (Severity.Notice, "a reply has octets outside ASCII", "RFC 5321 §4.2: replies are printable ASCII"),
        PeerQuirk.ControlCharacters => (Severity.Warning, "a reply has control characters in it", "RFC 5321 §4.2: replies are printable ASCII; control characters can attack the terminals and logs of senders"),
        PeerQuirk.LegacyAuthSyntax => (Severity.Notice, "AUTH is announced in the form AUTH=, which is older than its RFC", "RFC 4954 §3: the keyword and its parameters are separated by spaces"),
        PeerQuirk.StartTlsOfferedInsideTls => (Severity.Notice, "STARTTLS is offered again inside TLS", "RFC 3207 §4.2: it must not be"),
        PeerQuirk.QuitNotAnswered => (Severity.Notice, "QUIT was not answered", "RFC 5321 §4.1.1.10: the server replies 221 before it closes"),
        _ => throw new ArgumentOutOfRangeException(nameof(quirk), quirk, "Not a quirk."),
    };
}
