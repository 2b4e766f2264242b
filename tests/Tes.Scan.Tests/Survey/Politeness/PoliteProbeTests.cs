using System.Net;
using Tes.Scan.Survey.Politeness;
using Tes.Smtp;
using Xunit;

namespace Tes.Scan.Tests.Survey.Politeness;

public sealed class PoliteProbeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");

    private readonly ManualTime _time = new();

    [Fact]
    public async Task However_many_come_at_once_the_limits_hold_for_each_address_network_and_provider()
    {
        var servers = new Servers(_time) { Duration = Second };
        PoliteProbe probe = Probe(servers, PolitenessLimits.None with { PerAddress = 2, PerNetwork = 3, PerProvider = 5 });
        // 4 providers with 2 networks of 2 addresses each: their addresses and networks are their own.
        Task<ProbeReport>[] sessions = [.. Enumerable.Range(0, 600).AsParallel().Select(i =>
            MeetAsync(probe, $"10.{i % 4}.{i / 4 % 2}.{i / 8 % 2}", $"mx{i}.provider{i % 4}.example"))];
        await _time.RunAsync(Task.WhenAll(sessions));
        Assert.Equal(600, probe.Sessions);
        Assert.Equal(16, servers.Most.Keys.OfType<IPAddress>().Count());
        Assert.Equal(2, servers.Most.Where(most => most.Key is IPAddress).Max(most => most.Value));
        Assert.Equal(3, servers.Most.Where(most => most.Key is NetworkKey).Max(most => most.Value));
        Assert.Equal(5, servers.Most.Where(most => most.Key is string { Length: > 0 }).Max(most => most.Value));
        Assert.Equal(0, probe.Keys);
    }

    [Fact]
    public async Task A_network_is_spared_whoever_s_hosts_are_in_it()
    {
        var servers = new Servers(_time) { Duration = Second };
        PoliteProbe probe = Probe(servers, PolitenessLimits.None with { PerNetwork = 3 });
        await _time.RunAsync(Task.WhenAll(Enumerable.Range(1, 50).Select(i => MeetAsync(probe, $"192.0.2.{i}", $"mx.n{i}.example"))));
        Assert.Equal(3, servers.Most[NetworkKey.Of(Address)]);
        Assert.True(_time.Now >= 16 * Second);
    }

    [Fact]
    public async Task Sessions_begin_evenly_and_no_more_often_than_the_rate_says()
    {
        var random = new Random(7);
        var servers = new Servers(_time);
        PoliteProbe probe = new(servers.ProbeAsync, PolitenessLimits.None with { SessionsPerSecond = 20 }, _time, () =>
        {
            lock (random)
                return random.NextDouble();
        });
        await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 400).AsParallel().Select(i => MeetAsync(probe, $"10.0.{i / 200}.{i % 200}", $"mx.n{i}.example"))));
        TimeSpan[] gaps = [.. servers.Begun.Order().Zip(servers.Begun.Order().Skip(1), (one, next) => next - one)];
        // A mean of 50 ms, from 25 to 75, and timers count whole milliseconds.
        Assert.All(gaps, gap => Assert.InRange(gap.TotalMilliseconds, 24, 76));
        Assert.InRange(_time.Now.TotalSeconds, 19, 21);
        Assert.True(gaps.Distinct().Count() > 20);
    }

    [Fact]
    public async Task Who_comes_first_is_met_first()
    {
        var servers = new Servers(_time) { Duration = Second };
        PoliteProbe probe = Probe(servers, PolitenessLimits.None with { PerProvider = 1 });
        Task<ProbeReport>[] sessions = [.. Enumerable.Range(1, 9).Select(i => MeetAsync(probe, $"10.0.{i}.1"))];
        await _time.RunAsync(Task.WhenAll(sessions));
        Assert.Equal(Enumerable.Range(1, 9).Select(i => $"10.0.{i}.1"), servers.Met.Select(address => address.ToString()));
    }

    [Fact]
    public async Task Waits_double_up_to_a_limit_and_get_shorter_after_a_success()
    {
        Func<ProbeReport, ProbeReport> manners = Servers.Busy;
        var servers = new Servers(_time) { Manners = (_, _) => manners };
        PoliteProbe probe = Probe(servers, Patient with { PutOffsInRow = int.MaxValue });
        await MeetSeveralAsync(probe, 8);
        // 5 s, doubled each time up to 100 s, less an eighth.
        Assert.Equal([4.375, 8.75, 17.5, 35, 70, 87.5, 87.5], Gaps(servers));
        manners = Servers.Welcome;
        await MeetSeveralAsync(probe, 1);
        manners = Servers.Busy;
        servers.Begun.Clear();
        // It had doubled five times, which a success halves.
        await MeetSeveralAsync(probe, 2);
        Assert.Equal([17.5], Gaps(servers));
        manners = Servers.Welcome;
        for (int i = 0; i < 3; i++)
            await MeetSeveralAsync(probe, 1);
        manners = Servers.Busy;
        servers.Begun.Clear();
        await MeetSeveralAsync(probe, 2);
        Assert.Equal([4.375], Gaps(servers));
    }

    [Theory]
    [InlineData(421, "no", true)]
    [InlineData(450, "greylisted", true)]
    [InlineData(451, "no", true)]
    [InlineData(452, "no", true)]
    [InlineData(454, "no", true)]
    [InlineData(554, "Too many connections from you", true)]
    [InlineData(554, "no mail service here", false)]
    public async Task A_server_is_spared_after_replies_that_say_later(int code, string text, bool spared)
    {
        var servers = new Servers(_time) { Manners = (_, _) => report => Servers.Refusal(report, code, text) };
        PoliteProbe probe = Probe(servers, Patient);
        await MeetSeveralAsync(probe, 2);
        Assert.Equal(spared ? 4.375 : 0, Gaps(servers)[0]);
    }

    [Fact]
    public async Task A_closed_port_is_a_sign_of_a_limit_only_where_it_was_open_before()
    {
        Func<ProbeReport, ProbeReport> manners = Servers.Closed;
        var servers = new Servers(_time) { Manners = (_, _) => manners };
        PoliteProbe probe = Probe(servers, Patient);
        await MeetSeveralAsync(probe, 2);
        Assert.Equal([0], Gaps(servers));
        manners = Servers.Welcome;
        await MeetSeveralAsync(probe, 1);
        manners = Servers.Closed;
        servers.Begun.Clear();
        await MeetSeveralAsync(probe, 2);
        Assert.Equal([4.375], Gaps(servers));
    }

    [Fact]
    public async Task Who_puts_us_off_three_times_in_a_row_is_left_alone_until_the_next_pass()
    {
        var servers = new Servers(_time) { Manners = (_, _) => Servers.Busy };
        PoliteProbe probe = Probe(servers, Patient);
        await MeetSeveralAsync(probe, 3);
        Task<ProbeReport> fourth = MeetAsync(probe, "192.0.2.1");
        // At once: the clock stands still.
        Assert.Equal(WithheldCause.LeftAlone, Cause(await fourth));
        Assert.Equal((StartTlsOutcome.Inconclusive, 3), ((await fourth).StartTls, servers.Met.Count));
        Assert.Equal(3, probe.Sessions);
        probe.BeginPass();
        await MeetSeveralAsync(probe, 1);
        Assert.Equal(4, servers.Met.Count);
    }

    [Fact]
    public async Task Three_times_with_a_success_between_are_not_in_a_row()
    {
        int session = 0;
        var servers = new Servers(_time) { Manners = (_, _) => session++ % 3 == 2 ? Servers.Welcome : Servers.Busy };
        PoliteProbe probe = Probe(servers, Patient);
        await MeetSeveralAsync(probe, 9);
        Assert.Equal(9, servers.Met.Count);
    }

    [Fact]
    public async Task A_provider_is_spared_at_all_its_addresses_and_others_are_not_held_up()
    {
        var servers = new Servers(_time) { Manners = (_, name) => name.EndsWith("busy.example", StringComparison.Ordinal) ? Servers.Busy : Servers.Welcome };
        PoliteProbe probe = Probe(servers, Patient);
        await MeetAsync(probe, "10.0.0.1", "a.busy.example");
        Task<ProbeReport> held = MeetAsync(probe, "10.0.1.1", "b.busy.example");
        Assert.Null(Cause(await MeetAsync(probe, "10.0.2.1", "mx.quick.example")));
        Assert.False(held.IsCompleted);
        await _time.RunAsync(held);
        Assert.Equal(421, ((SmtpFailure.Refused)(await held).Failure!).Reply.Code.Value);
        Assert.True(_time.Now >= 4 * Second);
    }

    [Fact]
    public async Task Where_a_wait_would_be_long_sessions_are_given_up_at_once()
    {
        var servers = new Servers(_time) { Manners = (_, _) => Servers.Busy };
        PoliteProbe probe = Probe(servers, Patient with { BackOff = new BackOffLimits(5 * Second, 100 * Second, LongestHeld: 20 * Second) });
        // Each with an address of its own: 4 waits, the last of 35 s.
        for (int i = 1; i <= 4; i++)
            await _time.RunAsync(MeetAsync(probe, $"10.0.{i}.1", "mx.busy.example"));
        TimeSpan before = _time.Now;
        ProbeReport[] reports = await Task.WhenAll(Enumerable.Range(5, 100).Select(i => MeetAsync(probe, $"10.0.{i}.1", "mx.busy.example")));
        Assert.All(reports, report => Assert.Equal(WithheldCause.BackingOff, Cause(report)));
        Assert.Equal((before, 4), (_time.Now, servers.Met.Count));
        // Later it is met again.
        _time.Advance(35 * Second);
        await _time.RunAsync(MeetAsync(probe, "10.0.5.1", "mx.busy.example"));
        Assert.Equal(5, servers.Met.Count);
    }

    [Fact]
    public async Task A_slow_provider_holds_up_nobody_else_not_even_in_its_networks()
    {
        var silence = new TaskCompletionSource<ProbeReport>();
        var servers = new Servers(_time);
        var probe = new PoliteProbe(
            (address, port, name, cancellationToken) => name.EndsWith("slow.example", StringComparison.Ordinal) ? silence.Task : servers.ProbeAsync(address, port, name, cancellationToken),
            PolitenessLimits.Default with { SessionsPerSecond = null },
            _time,
            () => 0.5);
        // Two sessions of the network are held, and those that wait for the provider or the address hold none of its four.
        Task<ProbeReport>[] slow = [.. Enumerable.Range(1, 50).Select(i => MeetAsync(probe, $"10.0.1.{i % 2}", "mx.slow.example"))];
        await MeetAsync(probe, "10.0.1.200", "mx.quick.example");
        await MeetAsync(probe, "10.0.2.200", "mx.quick.example");
        Assert.DoesNotContain(slow, session => session.IsCompleted);
        silence.SetResult(await MeetAsync(probe, "10.9.9.9", "mx.quick.example"));
        await Task.WhenAll(slow);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_wherever_it_is_and_leaves_nothing_behind()
    {
        using var impatience = new CancellationTokenSource();
        var servers = new Servers(_time) { Duration = Second };
        PoliteProbe probe = Probe(servers, PolitenessLimits.Default with { SessionsPerSecond = 1 });
        Task<ProbeReport>[] waits =
        [
            .. Enumerable.Range(0, 40).Select(i => probe.ProbeAsync(IPAddress.Parse($"10.0.{i % 3}.{i % 4}"), 25, $"mx.provider{i % 5}.example", impatience.Token)),
        ];
        Assert.Equal(1, probe.Sessions);
        Assert.NotEqual(0, probe.Keys);
        await impatience.CancelAsync();
        foreach (Task<ProbeReport> wait in waits)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal((1, 0), (probe.Sessions, probe.Keys));
    }

    [Fact]
    public async Task A_back_off_can_be_cancelled()
    {
        using var impatience = new CancellationTokenSource();
        var servers = new Servers(_time) { Manners = (_, _) => Servers.Busy };
        PoliteProbe probe = Probe(servers, Patient);
        await MeetSeveralAsync(probe, 1);
        Task<ProbeReport> wait = probe.ProbeAsync(Address, 25, "mx.example.net", impatience.Token);
        Assert.False(wait.IsCompleted);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Single(servers.Met);
    }

    [Fact]
    public async Task What_was_spared_is_forgotten_when_it_has_been_over_for_long()
    {
        var servers = new Servers(_time) { Manners = (_, _) => Servers.Busy };
        PoliteProbe probe = Probe(servers, Patient);
        for (int i = 0; i < 1000; i++)
            await MeetAsync(probe, $"10.{i / 100}.{i % 100}.1", $"mx.n{i}.example");
        Assert.Equal(2000, probe.Keys);
        _time.Advance(1000 * Second);
        await MeetAsync(probe, "10.99.0.1", "mx.last.example");
        Assert.Equal(2, probe.Keys);
    }

    [Fact]
    public async Task Without_limits_nothing_waits()
    {
        var servers = new Servers(_time) { Duration = Second, Manners = (_, _) => Servers.Busy };
        PoliteProbe probe = Probe(servers, PolitenessLimits.None);
        Task<ProbeReport>[] sessions = [.. Enumerable.Range(0, 100).Select(_ => MeetAsync(probe, "192.0.2.1"))];
        Assert.Equal((100, 100), (probe.Sessions, servers.Most[Address]));
        _time.Advance(Second);
        await Task.WhenAll(sessions);
        Assert.Equal(0, probe.Keys);
    }

    [Fact]
    public async Task An_IPv4_address_in_IPv6_is_the_same_host()
    {
        var servers = new Servers(_time) { Manners = (_, _) => Servers.Busy };
        PoliteProbe probe = Probe(servers, Patient with { PutOffsInRow = 1 });
        await MeetAsync(probe, "192.0.2.1");
        Assert.Equal(WithheldCause.LeftAlone, Cause(await MeetAsync(probe, "::ffff:192.0.2.1", "mx.elsewhere.example")));
    }

    [Fact]
    public void Networks_are_24_bits_of_IPv4_and_48_of_IPv6()
    {
        Assert.Equal(NetworkKey.Of(IPAddress.Parse("192.0.2.1")), NetworkKey.Of(IPAddress.Parse("::ffff:192.0.2.254")));
        Assert.NotEqual(NetworkKey.Of(IPAddress.Parse("192.0.2.1")), NetworkKey.Of(IPAddress.Parse("192.0.3.1")));
        Assert.Equal(NetworkKey.Of(IPAddress.Parse("2001:db8:1::1")), NetworkKey.Of(IPAddress.Parse("2001:db8:1:ffff::2")));
        Assert.NotEqual(NetworkKey.Of(IPAddress.Parse("2001:db8:1::1")), NetworkKey.Of(IPAddress.Parse("2001:db8:2::1")));
    }

    [Theory]
    [InlineData("mx1.mail.example.org", "example.org")]
    [InlineData("MX.Example.ORG.", "example.org")]
    [InlineData("example.org", "example.org")]
    [InlineData("localhost", "localhost")]
    [InlineData("", "")]
    [InlineData(".", "")]
    [InlineData("mx.isp.co.uk", "isp.co.uk")]
    [InlineData("co.uk", "co.uk")]
    [InlineData("isp.co.uk", "isp.co.uk")]
    [InlineData("mx.a.com.br", "a.com.br")]
    [InlineData("mx.co.example", "co.example")]
    [InlineData("mx.t-online.de", "t-online.de")]
    [InlineData("x.y.co.com", "co.com")]
    public void A_provider_is_guessed_from_the_name_of_a_host(string host, string expected) => Assert.Equal(expected, ProviderName.Of(host));

    private static PolitenessLimits Patient => PolitenessLimits.None with
    {
        BackOff = new BackOffLimits(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(200)),
    };

    private static WithheldCause? Cause(ProbeReport report) => (report.Failure as SmtpFailure.Withheld)?.Cause;

    // Timers count whole milliseconds, and a wait is a millisecond longer.
    private static double[] Gaps(Servers servers) => [.. servers.Begun.Zip(servers.Begun.Skip(1), (one, next) => Math.Floor((next - one).TotalMilliseconds / 5) * 5 / 1000)];

    private static Task<ProbeReport> MeetAsync(PoliteProbe probe, string address, string name = "mx.example.net") =>
        probe.ProbeAsync(IPAddress.Parse(address), 25, name, TestContext.Current.CancellationToken);

    private PoliteProbe Probe(Servers servers, PolitenessLimits limits) => new(servers.ProbeAsync, limits, _time, () => 0.5);

    private async Task MeetSeveralAsync(PoliteProbe probe, int count)
    {
        for (int i = 0; i < count; i++)
            await _time.RunAsync(MeetAsync(probe, "192.0.2.1"));
    }
}
