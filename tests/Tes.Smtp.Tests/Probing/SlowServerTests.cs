using System.Net;
using Xunit;

namespace Tes.Smtp.Tests;

/// <summary>Servers that play for time. The clock moves only when the server says so.</summary>
public sealed class SlowServerTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Seconds; more than the reply time, less than the total time
    private static readonly int MoreThanEnough = (int)ProbeOptions.DefaultReplyTimeout.TotalSeconds + 5;

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Greeting_of_one_octet_a_second_ends_with_the_reply_time()
    {
        var octets = 0;
        var report = await ProbeAsync(async peer =>
        {
            await StepAsync(1);
            await peer.SayAsync("220-");
            for (; octets < MoreThanEnough; octets++)
            {
                await peer.SayAsync("x");
                _time.Advance(Second);
            }
            await peer.WaitForCloseAsync();
        });

        Assert.Equal(StartTlsOutcome.Inconclusive, report.StartTls);
        AssertLost(SmtpStage.Greeting, SessionFault.ReplyTimedOut, report);
        Assert.InRange(report.Elapsed, ProbeOptions.DefaultReplyTimeout, ProbeOptions.DefaultTotalTimeout);
    }

    [Fact]
    public async Task Greeting_of_one_line_a_second_ends_with_the_reply_time()
    {
        var report = await ProbeAsync(async peer =>
        {
            await StepAsync(1);
            for (var lines = 0; lines < MoreThanEnough; lines++)
            {
                await peer.SayAsync("220-please hold the line\r\n");
                _time.Advance(Second);
            }
            await peer.WaitForCloseAsync();
        });

        AssertLost(SmtpStage.Greeting, SessionFault.ReplyTimedOut, report);
    }

    [Fact]
    public async Task Replies_just_in_time_end_with_the_total_time()
    {
        var almost = ProbeOptions.DefaultReplyTimeout - Second;
        var report = await ProbeAsync(async peer =>
        {
            await StepAsync(1);
            _time.Advance(almost);
            await peer.SayAsync("220 mx.test\r\n");
            await peer.HearAsync();
            _time.Advance(almost);
            await peer.SayAsync("250-mx.test\r\n");
            await peer.WaitForCloseAsync();
        });

        Assert.Equal(StartTlsOutcome.Inconclusive, report.StartTls);
        AssertLost(SmtpStage.Ehlo, SessionFault.DeadlineExceeded, report);
    }

    [Fact]
    public async Task Silence_in_the_handshake_is_a_failed_handshake()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayUpToStartTlsAsync();
            await peer.HearClientHelloAsync();
            _time.Advance(ProbeOptions.DefaultReplyTimeout);
            await peer.WaitForCloseAsync();
        });

        Assert.Equal(StartTlsOutcome.HandshakeFailed, report.StartTls);
        AssertLost(SmtpStage.TlsHandshake, SessionFault.ReplyTimedOut, report);
    }

    [Fact]
    public async Task Silence_after_QUIT_costs_little_and_changes_nothing()
    {
        var report = await ProbeAsync(async peer =>
        {
            await peer.SayAsync("220 mx.test\r\n");
            await peer.HearAsync();
            await peer.SayAsync("250 mx.test\r\n");
            await peer.HearAsync();
            _time.Advance(ProbeOptions.QuitTimeout);
            await peer.WaitForCloseAsync();
        });

        Assert.Equal(StartTlsOutcome.NotOffered, report.StartTls);
        Assert.Null(report.Failure);
        Assert.Equal([PeerQuirk.QuitNotAnswered], report.Quirks);
    }

    public void Dispose() => _time.Dispose();

    // The client has begun to wait for its n-th reply. Later steps are known by the command that was heard.
    private Task StepAsync(int count) => _time.WaitForTimerAsync(ProbeOptions.DefaultReplyTimeout, count);

    private static void AssertLost(SmtpStage stage, SessionFault fault, ProbeReport report)
    {
        var lost = Assert.IsType<SmtpFailure.SessionLost>(report.Failure);
        Assert.Equal((stage, fault, SmtpParty.Client), (lost.Stage, lost.Fault, lost.Party));
    }

    private async Task<ProbeReport> ProbeAsync(Func<ScriptedPeer, Task> script)
    {
        await using var server = ScriptedServer.Start(script);
        using var gate = new AddressGate();
        var probe = new SmtpProbe(new ProbeOptions { EhloName = "probe.example" }, gate, _time);
        return await probe.ProbeAsync(IPAddress.Loopback, server.Port, "mx.test", TestContext.Current.CancellationToken);
    }
}
