using System.Net.Sockets;
using Xunit;

namespace Tes.Smtp.Tests;

public sealed class HostileServerTests
{
    // RFC 8446 §6: records of an alert, its level and description
    private static readonly byte[] FatalHandshakeFailure = [21, 3, 3, 0, 2, 2, 40];
    private static readonly byte[] WarningCloseNotify = [21, 3, 3, 0, 2, 1, 0];
    private static readonly byte[] WarningUnrecognizedName = [21, 3, 3, 0, 2, 1, 112];

    [Fact]
    public async Task Endless_greeting_ends_at_the_limit_of_lines()
    {
        var report = await ProbeAsync(async peer =>
        {
            while (true) await peer.SayAsync("220-and another line\r\n");
        });
        AssertViolation(StartTlsOutcome.Inconclusive, SmtpStage.Greeting, ProtocolFault.TooManyLines, report);
    }

    [Fact]
    public async Task Endless_line_ends_at_the_limit_of_its_length()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayAsync("220 ");
            while (true) await peer.SayAsync(new string('x', 1000));
        });
        AssertViolation(StartTlsOutcome.Inconclusive, SmtpStage.Greeting, ProtocolFault.LineTooLong, report);
    }

    [Fact]
    public async Task Endless_capabilities_end_at_the_limit_of_lines()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayAsync("220 mx.test\r\n");
            await peer.HearAsync();
            while (true) await peer.SayAsync("250-STARTTLS\r\n");
        });
        AssertViolation(StartTlsOutcome.Inconclusive, SmtpStage.Ehlo, ProtocolFault.TooManyLines, report);
    }

    [Fact]
    public async Task Endless_reply_inside_TLS_ends_at_the_limit_of_lines()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayUpToStartTlsAsync();
            await peer.StartTlsAsync(new TestTlsServer { Certificate = TestCertificates.Ecdsa });
            await peer.HearAsync();
            while (true) await peer.SayAsync("250-X\r\n");
        });
        AssertViolation(StartTlsOutcome.Accepted, SmtpStage.EhloAfterTls, ProtocolFault.TooManyLines, report);
        Assert.NotNull(report.Tls);
        Assert.Null(report.CapabilitiesAfterTls);
    }

    [Fact]
    public async Task Endless_TLS_records_end_at_the_limit_of_the_session()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayUpToStartTlsAsync();
            await peer.HearClientHelloAsync();
            var flood = Enumerable.Repeat(WarningUnrecognizedName, 1000).SelectMany(record => record).ToArray();
            while (true) await peer.SendAsync(flood);
        });
        AssertViolation(StartTlsOutcome.HandshakeFailed, SmtpStage.TlsHandshake, ProtocolFault.SessionTooLong, report);
    }

    [Fact]
    public async Task Control_characters_stay_in_the_reply_and_out_of_our_own_text()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayAsync("554 \u001b]0;owned\u0007\u009b2J no\r\n");
            await peer.WaitForCloseAsync();
        });
        var refused = Assert.IsType<SmtpFailure.Refused>(report.Failure);
        Assert.Equal("\u001b]0;owned\u0007\u009b2J no", Assert.Single(refused.Reply.Lines));
        Assert.DoesNotContain(refused.ToString(), char.IsControl);
        Assert.Equal([PeerQuirk.ControlCharacters, PeerQuirk.EightBitText], report.Quirks);
    }

    [Theory]
    [InlineData(421)]
    [InlineData(554)]
    public async Task Refusal_at_once_is_inconclusive_with_its_reply(int code)
    {
        var report = await ProbeAsync(peer => peer.SayAsync($"{code} go away\r\n"));
        Assert.Equal(StartTlsOutcome.Inconclusive, report.StartTls);
        Assert.Equal(code, report.Greeting!.Code.Value);
        Assert.Equal(code == 421, Assert.IsType<SmtpFailure.Refused>(report.Failure).IsTransient);
        Assert.Empty(report.Quirks);
    }

    [Fact]
    public async Task Reset_connection_is_the_networks_doing()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayAsync("220 mx.test\r\n");
            await peer.HearAsync();
            peer.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
            peer.Socket.Close();
        });
        Assert.Equal(StartTlsOutcome.Inconclusive, report.StartTls);
        var lost = Assert.IsType<SmtpFailure.SessionLost>(report.Failure);
        Assert.Equal((SmtpStage.Ehlo, SessionFault.Reset, SmtpParty.Network), (lost.Stage, lost.Fault, lost.Party));
    }

    [Fact]
    public async Task Cleartext_in_the_segment_of_the_acceptance_is_injection()
    {
        var report = await ProbeAsync(async peer =>
        {
            await SayUpToCommandAsync(peer);
            await peer.SayAsync("220 go\r\n250 AUTH PLAIN\r\n");
            await peer.WaitForCloseAsync();
        });
        AssertViolation(StartTlsOutcome.HandshakeFailed, SmtpStage.StartTls, ProtocolFault.BytesAfterStartTlsReply, report);
    }

    [Fact]
    public async Task Cleartext_in_a_segment_of_its_own_never_becomes_a_capability()
    {
        var report = await ProbeAsync(async peer =>
        {
            await SayUpToCommandAsync(peer);
            await peer.SayAsync("220 go\r\n");
            await peer.SayAsync("250 AUTH PLAIN\r\n");
            await peer.StartTlsAsync(new TestTlsServer { Certificate = TestCertificates.Ecdsa });
            await peer.SayAfterTlsAsync();
        });
        // It is met either before our ClientHello or as a TLS record that is none
        Assert.Equal(StartTlsOutcome.HandshakeFailed, report.StartTls);
        Assert.Null(report.Tls);
        Assert.Null(report.CapabilitiesAfterTls);
        Assert.True(report.Failure is SmtpFailure.ProtocolViolation { Fault: ProtocolFault.BytesAfterStartTlsReply } or SmtpFailure.TlsFailed { Party: SmtpParty.Client });
    }

    [Fact]
    public async Task Rubbish_instead_of_a_ServerHello_fails_the_handshake()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayUpToStartTlsAsync();
            await peer.HearClientHelloAsync();
            await peer.SayAsync("454 TLS not available\r\n");
            await peer.WaitForCloseAsync();
        });
        AssertTlsFailed(SmtpParty.Client, report);
    }

    [Fact]
    public async Task Fatal_alert_fails_the_handshake_and_is_named()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayUpToStartTlsAsync();
            await peer.HearClientHelloAsync();
            await peer.SendAsync(FatalHandshakeFailure);
            await peer.WaitForCloseAsync();
        });
        Assert.Equal((40, "handshake_failure"), AssertTlsFailed(SmtpParty.Server, report));
    }

    [Fact]
    public async Task Close_notify_in_the_handshake_fails_it()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayUpToStartTlsAsync();
            await peer.HearClientHelloAsync();
            await peer.SendAsync(WarningCloseNotify);
            await peer.WaitForCloseAsync();
        });
        Assert.Equal((0, "close_notify"), AssertTlsFailed(SmtpParty.Server, report));
    }

    [Theory]
    [InlineData(SmtpStage.Greeting, StartTlsOutcome.Inconclusive)]
    [InlineData(SmtpStage.Ehlo, StartTlsOutcome.Inconclusive)]
    [InlineData(SmtpStage.StartTls, StartTlsOutcome.Inconclusive)]
    [InlineData(SmtpStage.TlsHandshake, StartTlsOutcome.HandshakeFailed)]
    [InlineData(SmtpStage.EhloAfterTls, StartTlsOutcome.Accepted)]
    public async Task Close_at_any_stage_is_told_with_the_stage(SmtpStage stage, StartTlsOutcome expected)
    {
        var report = await ProbeAsync(async peer =>
        {
            if (stage == SmtpStage.Greeting) return;
            await peer.SayAsync("220 mx.test\r\n");
            await peer.HearAsync();
            if (stage == SmtpStage.Ehlo) return;
            await peer.SayAsync("250-mx.test\r\n250 STARTTLS\r\n");
            await peer.HearAsync();
            if (stage == SmtpStage.StartTls) return;
            await peer.SayAsync("220 go\r\n");
            if (stage == SmtpStage.TlsHandshake)
            {
                await peer.HearClientHelloAsync();
                return;
            }
            await peer.StartTlsAsync(new TestTlsServer { Certificate = TestCertificates.Ecdsa });
            await peer.HearAsync();
        });
        Assert.Equal(expected, report.StartTls);
        var lost = Assert.IsType<SmtpFailure.SessionLost>(report.Failure);
        Assert.Equal((stage, SessionFault.Closed), (lost.Stage, lost.Fault));
    }

    [Fact]
    public async Task Close_after_QUIT_without_a_reply_is_a_quirk()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayAsync("220 mx.test\r\n");
            await peer.HearAsync();
            await peer.SayAsync("250 mx.test\r\n");
            await peer.HearAsync();
        });
        Assert.Equal(StartTlsOutcome.NotOffered, report.StartTls);
        Assert.Null(report.Failure);
        Assert.Equal([PeerQuirk.QuitNotAnswered], report.Quirks);
    }

    [Theory]
    [InlineData("454 4.7.0 later", true)]
    [InlineData("502 5.5.1 what", false)]
    public async Task Refused_STARTTLS_keeps_the_reply_and_says_QUIT(string reply, bool isTransient)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await SayUpToCommandAsync(peer);
            await peer.SayAsync(reply + "\r\n");
            await peer.HearAsync();
            await peer.SayAsync("221 bye\r\n");
        });
        var report = await Probes.RunAsync(server);
        Assert.Equal(StartTlsOutcome.Refused, report.StartTls);
        Assert.Equal(isTransient, Assert.IsType<SmtpFailure.Refused>(report.Failure).IsTransient);
        Assert.Equal("QUIT", server.Heard[^1]);
    }

    private static async Task SayUpToCommandAsync(ScriptedPeer peer)
    {
        await peer.SayAsync("220 mx.test\r\n");
        await peer.HearAsync();
        await peer.SayAsync("250-mx.test\r\n250 STARTTLS\r\n");
        await peer.HearAsync();
    }

    private static void AssertViolation(StartTlsOutcome outcome, SmtpStage stage, ProtocolFault fault, ProbeReport report)
    {
        Assert.Equal(outcome, report.StartTls);
        var violation = Assert.IsType<SmtpFailure.ProtocolViolation>(report.Failure);
        Assert.Equal((stage, fault), (violation.Stage, violation.Fault));
    }

    private static (int Alert, string Name) AssertTlsFailed(SmtpParty party, ProbeReport report)
    {
        Assert.Equal(StartTlsOutcome.HandshakeFailed, report.StartTls);
        Assert.Null(report.Tls);
        var failed = Assert.IsType<SmtpFailure.TlsFailed>(report.Failure);
        Assert.Equal((SmtpStage.TlsHandshake, party), (failed.Stage, failed.Party));
        return (failed.Alert, failed.AlertName);
    }

    private static async Task<ProbeReport> ProbeAsync(Func<ScriptedPeer, Task> script)
    {
        await using var server = ScriptedServer.Start(script);
        return await Probes.RunAsync(server);
    }
}
