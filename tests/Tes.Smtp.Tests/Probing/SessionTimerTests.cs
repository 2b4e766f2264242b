using System.Net.Sockets;
using Xunit;

namespace Tes.Smtp.Tests;

public sealed class SessionTimerTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, ConnectFault.Refused)]
    [InlineData(SocketError.TimedOut, ConnectFault.TimedOut)]
    [InlineData(SocketError.HostUnreachable, ConnectFault.NoRoute)]
    [InlineData(SocketError.NetworkUnreachable, ConnectFault.NoRoute)]
    [InlineData(SocketError.AddressFamilyNotSupported, ConnectFault.NoRoute)]
    [InlineData(SocketError.AddressNotAvailable, ConnectFault.NoRoute)]
    [InlineData(SocketError.AccessDenied, ConnectFault.Other)]
    public async Task Errors_of_the_network_stack_are_told_apart(SocketError error, ConnectFault expected)
    {
        using var timer = new SessionTimer(Probes.Ample, TimeProvider.System, TestContext.Current.CancellationToken);
        var failure = await timer.RunAsync(SmtpStage.Connect, Probes.Ample, _ => throw new SocketException((int)error));
        Assert.Equal(expected, Assert.IsType<SmtpFailure.NotConnected>(failure).Fault);
    }

    [Fact]
    public async Task Fault_of_our_own_code_is_not_taken_for_the_peers()
    {
        using var timer = new SessionTimer(Probes.Ample, TimeProvider.System, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await timer.RunAsync(SmtpStage.Ehlo, Probes.Ample, _ => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task No_step_begins_after_the_total_time()
    {
        using var time = new ManualTime();
        using var timer = new SessionTimer(TimeSpan.FromSeconds(1), time, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));
        var failure = await timer.RunAsync(SmtpStage.Ehlo, Probes.Ample, _ => throw new InvalidOperationException("must not run"));
        Assert.Equal(SessionFault.DeadlineExceeded, Assert.IsType<SmtpFailure.SessionLost>(failure).Fault);
    }
}
