using System.Net;
using Tes.Scan.Survey;
using Tes.Scan.Tests.Survey.Politeness;
using Tes.Smtp;
using Xunit;

namespace Tes.Scan.Tests.Survey;

public sealed class SharedProbeTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.25");

    [Theory]
    [InlineData(StartTlsOutcome.Unreachable)]
    [InlineData(StartTlsOutcome.NotOffered)]
    [InlineData(StartTlsOutcome.Inconclusive)]
    public async Task Where_no_name_is_shown_one_session_tells_all(StartTlsOutcome outcome)
    {
        var shared = new SharedProbe((address, port, name, _) => Task.FromResult(Report(address, port, name) with { StartTls = outcome }), TimeProvider.System);
        ProbeReport[] reports = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => shared.ProbeAsync(Address, 25, $"www.n{i}.example", TestContext.Current.CancellationToken)));
        Assert.Equal(1, shared.Sessions);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"www.n{i}.example"), reports.Select(report => report.ServerName));
    }

    [Fact]
    public async Task Where_TLS_is_made_each_address_is_met_once_under_each_name()
    {
        int held = 0;
        var gate = new TaskCompletionSource();
        var shared = new SharedProbe(async (address, port, name, _) =>
        {
            Interlocked.Increment(ref held);
            await gate.Task;
            return Report(address, port, name) with { StartTls = StartTlsOutcome.HandshakeFailed };
        }, TimeProvider.System);
        Task<ProbeReport>[] reports =
        [
            .. Enumerable.Range(0, 50).Select(_ => shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken)),
            shared.ProbeAsync(Address, 25, "MX.Example", TestContext.Current.CancellationToken),
            shared.ProbeAsync(Address, 25, "mx.example.net", TestContext.Current.CancellationToken),
            shared.ProbeAsync(Address, 587, "mx.example", TestContext.Current.CancellationToken),
        ];
        gate.SetResult();
        await Task.WhenAll(reports);
        Assert.Equal((3, 3), (held, shared.Sessions));
        Assert.Same(await reports[0], await shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Session_is_held_anew_after_its_time()
    {
        var time = new ManualTime();
        var shared = new SharedProbe((address, port, name, _) => Task.FromResult(Report(address, port, name)), time);
        await shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken);
        time.Advance(SharedProbe.Lifetime);
        await shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken);
        Assert.Equal(1, shared.Sessions);
        time.Advance(TimeSpan.FromSeconds(1));
        await shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken);
        Assert.Equal(2, shared.Sessions);
    }

    [Fact]
    public async Task Session_of_before_a_moment_is_held_anew_where_that_does_not_do()
    {
        var time = new ManualTime();
        var shared = new SharedProbe((address, port, name, _) => Task.FromResult(Report(address, port, name)), time);
        await shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken);
        await shared.ProbeUnderNameAsync(Address, 25, "mx.example", time.GetTimestamp(), TestContext.Current.CancellationToken);
        Assert.Equal(1, shared.Sessions);
        time.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 3; i++)
            await shared.ProbeUnderNameAsync(Address, 25, "mx.example", time.GetTimestamp(), TestContext.Current.CancellationToken);
        Assert.Equal(2, shared.Sessions);
    }

    [Fact]
    public async Task Session_that_takes_long_is_not_held_twice()
    {
        var time = new ManualTime();
        var gate = new TaskCompletionSource();
        var shared = new SharedProbe(async (address, port, name, _) =>
        {
            await gate.Task;
            return Report(address, port, name);
        }, time);
        Task<ProbeReport> first = shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken);
        time.Advance(SharedProbe.Lifetime * 2);
        Task<ProbeReport> second = shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken);
        gate.SetResult();
        Assert.Same(await first, await second);
        Assert.Equal(1, shared.Sessions);
    }

    [Fact]
    public async Task Who_gives_up_waiting_spoils_nothing_for_others()
    {
        using var impatience = new CancellationTokenSource();
        int held = 0;
        var shared = new SharedProbe(async (address, port, name, cancellationToken) =>
        {
            if (Interlocked.Increment(ref held) == 1)
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return Report(address, port, name);
        }, TimeProvider.System);
        Task<ProbeReport> first = shared.ProbeAsync(Address, 25, "mx.example", impatience.Token);
        Task<ProbeReport> joined = shared.ProbeAsync(Address, 25, "mx.example", TestContext.Current.CancellationToken);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("mx.example", (await joined).ServerName);
        Assert.Equal(2, held);
    }

    [Fact]
    public async Task Sessions_that_nobody_asked_for_the_longest_are_forgotten()
    {
        var shared = new SharedProbe((address, port, name, _) => Task.FromResult(Report(address, port, name)), TimeProvider.System);
        for (int i = 0; i <= SharedProbe.MaxKept; i++)
            await shared.ProbeAsync(new IPAddress(i + 1), 25, "mx.example", TestContext.Current.CancellationToken);
        await shared.ProbeAsync(new IPAddress(2), 25, "mx.example", TestContext.Current.CancellationToken);
        Assert.Equal(SharedProbe.MaxKept + 1, shared.Sessions);
        await shared.ProbeAsync(new IPAddress(1), 25, "mx.example", TestContext.Current.CancellationToken);
        Assert.Equal(SharedProbe.MaxKept + 2, shared.Sessions);
    }

    private static ProbeReport Report(IPAddress address, int port, string name) => new()
    {
        Address = address,
        Port = port,
        ServerName = name,
        StartTls = StartTlsOutcome.NotOffered,
        Elapsed = TimeSpan.Zero,
    };
}
