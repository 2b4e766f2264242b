using Tes.Testnet.Smtp;

namespace Tes.Testnet.Lab;

/// <summary>Domains whose hosts cannot be reached or make no sense.</summary>
internal static class LabBrokenMail
{
    // Slower than any patience in the lab, with something to see all the while.
    private static readonly TimeSpan BetweenOctets = TimeSpan.FromMilliseconds(200);

    public static IReadOnlyList<LabDomain> Domains { get; } =
    [
        LabSite.At("refused.test")
            .WithHost(host => host with { Listening = Listening.Refuses })
            .Shows("Nothing listens", "RFC 5321 §4.5.4.1", LabExpectation.Inconclusive with { StartTls = "unreachable" }),
        LabSite.At("unanswered.test")
            .WithHost(host => host with { Listening = Listening.Unanswered })
            .Shows("Connections get no answer", "RFC 5321 §4.5.4.1", LabExpectation.Inconclusive with { StartTls = "unreachable" }),
        LabSite.At("silent.test")
            .WithHost(host => host with { Greeting = new SmtpGreeting.Silent() })
            .Shows("The connection stands, and nobody speaks", "RFC 5321 §4.5.3.2", LabExpectation.Inconclusive),
        LabSite.At("slow.test")
            .WithHost(host => host with { Greeting = new SmtpGreeting.Slow(BetweenOctets) })
            .Shows("A greeting one octet at a time", "RFC 5321 §4.5.3.2", LabExpectation.Inconclusive),
        LabSite.At("endless-greeting.test")
            .WithHost(host => host with { Greeting = new SmtpGreeting.EndlessLines() })
            .Shows("A greeting without end", "RFC 5321 §4.2", LabExpectation.Inconclusive),
        LabSite.At("endless-line.test")
            .WithHost(host => host with { Greeting = new SmtpGreeting.EndlessLine() })
            .Shows("A line without end", "RFC 5321 §4.5.3.1.5", LabExpectation.Inconclusive),
        LabSite.At("nul-greeting.test")
            .WithHost(host => host with { Greeting = new SmtpGreeting.Text("220 \0\0\0 ESMTP") })
            .Shows("NUL octets in the greeting", "RFC 5321 §4.2", LabExpectation.Inconclusive),
        LabSite.At("greeting-554.test")
            .WithHost(host => host with { Greeting = new SmtpGreeting.Text("554 5.7.1 no service for you") })
            .Shows("Turned away at once", "RFC 5321 §3.1", LabExpectation.Inconclusive),
        LabSite.At("greeting-421.test")
            .WithHost(host => host with { Greeting = new SmtpGreeting.Text("421 4.3.2 try again later") })
            .Shows("Put off at once", "RFC 5321 §3.8", LabExpectation.Inconclusive),
        LabSite.At("closes-early.test")
            .WithHost(host => host with { ClosesAt = SmtpMoment.Hello })
            .Shows("Closes when greeted", "RFC 5321 §3.8", LabExpectation.Inconclusive),
    ];
}
