using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Scan.Survey;
using Tes.Scan.Tests.Checks;
using Tes.Scan.Tests.Survey;
using Tes.Scan.Tests.Survey.Politeness;
using Tes.Smtp;
using Tes.TransportSecurity;
using Xunit;

namespace Tes.Scan.Tests;

/// <summary>What domains with the same mail host share, and what they do not.</summary>
public sealed class SharedHostsTests
{
    private readonly ManualTime _time = new();
    private readonly ConcurrentBag<string> _asked = [];
    private readonly ConcurrentBag<IPAddress> _met = [];
    private Func<DomainName, RRType, bool> _fails = (_, _) => false;
    private StartTlsOutcome _outcome = StartTlsOutcome.NotOffered;

    [Fact]
    public async Task Host_of_many_domains_is_looked_up_and_met_once()
    {
        DomainTest test = TestOf(kept: 10);
        DomainReport[] reports = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => RunAsync(test, $"d{number}.test")));
        Assert.Single(_met);
        Assert.Single(_asked, question => string.Equals(question, "mx.test A", StringComparison.Ordinal));
        Assert.All(reports, report => Assert.Equal("192.0.2.1", Assert.Single(report.Facts.Addresses).Address.Address.Address.ToString()));
        // Each has its own preference.
        Assert.Equal(Enumerable.Range(0, 20), reports.Select(report => (int)report.Facts.Hosts[0].Host.Preference));
    }

    [Fact]
    public async Task Report_holds_the_look_ups_of_its_host_whoever_made_them()
    {
        DomainTest test = TestOf(kept: 10);
        DomainReport first = await RunAsync(test, "d1.test"), second = await RunAsync(test, "d2.test");
        Assert.Equal(first.Lookups, second.Lookups);
        Assert.Equal(
            first.Answers.Select(answer => answer.Question.ToString()).Where(question => question.Contains("mx.test", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            second.Answers.Select(answer => answer.Question.ToString()).Where(question => question.Contains("mx.test", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_kept_without_being_asked_to()
    {
        DomainTest test = TestOf(kept: 0);
        await RunAsync(test, "d1.test");
        await RunAsync(test, "d2.test");
        Assert.Equal(2, _met.Count);
    }

    [Fact]
    public async Task Host_is_looked_up_anew_after_its_time()
    {
        DomainTest test = TestOf(kept: 10);
        await RunAsync(test, "d1.test");
        _time.Advance(SharedHosts.Lifetime);
        await RunAsync(test, "d2.test");
        Assert.Single(_met);
        _time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync(test, "d3.test");
        Assert.Equal(2, _met.Count);
    }

    [Fact]
    public async Task Failed_look_up_counts_for_nobody_later()
    {
        DomainTest test = TestOf(kept: 10);
        _fails = (name, type) => type == RRType.Aaaa;
        Assert.Contains((await RunAsync(test, "d1.test")).Answers, answer => answer is Answer.Failed);
        _fails = (_, _) => false;
        Assert.DoesNotContain((await RunAsync(test, "d2.test")).Answers, answer => answer is Answer.Failed);
    }

    [Fact]
    public async Task Host_that_told_nothing_is_met_again_when_that_is_forgotten()
    {
        DomainTest test = TestOf(kept: 10);
        _outcome = StartTlsOutcome.Inconclusive;
        await RunAsync(test, "d1.test");
        await RunAsync(test, "d2.test");
        Assert.Single(_met);
        test.ForgetInconclusive();
        _outcome = StartTlsOutcome.NotOffered;
        await RunAsync(test, "d3.test");
        Assert.Equal(2, _met.Count);
        test.ForgetInconclusive();
        await RunAsync(test, "d4.test");
        Assert.Equal(2, _met.Count);
    }

    [Fact]
    public async Task Host_that_is_under_way_for_long_is_not_met_twice()
    {
        var gate = new TaskCompletionSource();
        var test = new DomainTest(
            Resolver(),
            async (address, port, serverName, _) =>
            {
                _met.Add(address);
                await gate.Task;
                return Report(address, port, serverName);
            },
            new DomainTestOptions { HostsKept = 10 },
            _time);
        Task<DomainReport> first = RunAsync(test, "d1.test");
        while (_met.IsEmpty)
            await Task.Yield();
        _time.Advance(SharedHosts.Lifetime * 2);
        Task<DomainReport> second = RunAsync(test, "d2.test");
        gate.SetResult();
        await Task.WhenAll(first, second, RunAsync(test, "d3.test"));
        Assert.Single(_met);
    }

    /// <summary>RFC 7671 §8.1: the new certificate comes when its record has been there for long, and the old record goes when the old certificate has.</summary>
    [Fact]
    public async Task Certificate_that_was_changed_since_is_met_before_a_mismatch_is_said()
    {
        byte[] old = TenantServer.Make("mx.test").ToArray(), renewed = TenantServer.Make("mx.test").ToArray();
        byte[] shown = old, published = old;
        var shared = new SharedProbe((address, port, serverName, _) => Task.FromResult(Situation.Good(address, port, serverName, shown)), _time);
        DomainTest TestNow() => new(
            new TableResolver(
                $"d1.test. MX 10 mx.test.\nd2.test. MX 10 mx.test.\nmx.test. A 192.0.2.1\n_25._tcp.mx.test. TLSA 3 0 1 {Convert.ToHexString(SHA256.HashData(published))}\n", (_, _) => SecurityStatus.Secure)
            {
                Fails = (_, _) => false,
            },
            shared.ProbeAsync, new DomainTestOptions { Time = DateTimeOffset.UnixEpoch }, _time, probeUnderName: shared.ProbeUnderNameAsync);
        Assert.Equal(Delivery.Verified, (await RunAsync(TestNow(), "d1.test")).Delivery.Delivery);
        _time.Advance(TimeSpan.FromMinutes(1));
        shown = published = renewed;
        Assert.Equal(Delivery.Verified, (await RunAsync(TestNow(), "d2.test")).Delivery.Delivery);
        Assert.Equal(2, shared.Sessions);
        // A mismatch that is one is said, and does not cost a session for each domain that comes at the same time.
        published = old;
        Assert.Equal(Delivery.Defer, (await RunAsync(TestNow(), "d1.test")).Delivery.Delivery);
        Assert.Equal(Delivery.Defer, (await RunAsync(TestNow(), "d2.test")).Delivery.Delivery);
        Assert.Equal(2, shared.Sessions);
    }

    [Fact]
    public async Task Nothing_is_left_of_hosts_that_are_forgotten()
    {
        DomainTest test = TestOf(kept: 10);
        await RunAsync(test, "d1.test");
        test.ForgetHosts();
        await RunAsync(test, "d2.test");
        Assert.Equal(2, _met.Count);
    }

    [Fact]
    public async Task Hosts_in_use_stay_when_others_go()
    {
        DomainTest test = TestOf(kept: 2);
        await RunAsync(test, "d1.test");
        await RunAsync(test, "d2.test");
        for (int number = 1; number <= 10; number++)
        {
            await RunAsync(test, $"d{number}.own.test");
            await RunAsync(test, "d3.test");
        }

        Assert.Equal(11, _met.Count);
    }

    [Fact]
    public async Task End_of_one_test_does_not_end_another_with_the_same_host()
    {
        using var ending = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        bool isFirst = true;
        var test = new DomainTest(
            Resolver(),
            async (address, port, serverName, cancellationToken) =>
            {
                if (isFirst)
                {
                    isFirst = false;
                    begun.SetResult();
                    await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                }

                return Report(address, port, serverName);
            },
            new DomainTestOptions { HostsKept = 10 },
            _time);
        Assert.True(MailDomain.TryParse("d1.test", out MailDomain? one, out _));
        Task<DomainReport> first = test.RunAsync(one, ending.Token);
        await begun.Task;
        Task<DomainReport> second = RunAsync(test, "d2.test");
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Single((await second).Facts.Addresses);
    }

    private DomainTest TestOf(int kept) => new(
        Resolver(),
        (address, port, serverName, _) =>
        {
            _met.Add(address);
            return Task.FromResult(Report(address, port, serverName));
        },
        new DomainTestOptions { HostsKept = kept },
        _time);

    private AskedResolver Resolver() => new(
        new TableResolver(
            string.Join('\n', Enumerable.Range(0, 20).SelectMany<int, string>(number =>
            [
                string.Create(CultureInfo.InvariantCulture, $"d{number}.test. MX {number} mx.test."),
                string.Create(CultureInfo.InvariantCulture, $"d{number}.own.test. MX {number} mx{number}.own.test."),
                string.Create(CultureInfo.InvariantCulture, $"mx{number}.own.test. A 192.0.2.{100 + number}"),
            ])) + "\nmx.test. A 192.0.2.1\n",
            (_, _) => SecurityStatus.Insecure)
        {
            Fails = (name, type) => _fails(name, type),
        },
        _asked);

    private ProbeReport Report(IPAddress address, int port, string serverName) => new()
    {
        Address = address,
        Port = port,
        ServerName = serverName,
        StartTls = _outcome,
        Elapsed = TimeSpan.Zero,
    };

    private static Task<DomainReport> RunAsync(DomainTest test, string name)
    {
        Assert.True(MailDomain.TryParse(name, out MailDomain? domain, out _));
        return test.RunAsync(domain, TestContext.Current.CancellationToken);
    }

    private sealed class AskedResolver(TableResolver inner, ConcurrentBag<string> asked) : IResolver
    {
        public async ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
        {
            asked.Add($"{name.ToDisplayString()} {type.ToMnemonic()}");
            // As over a network: others come meanwhile.
            await Task.Yield();
            return await inner.ResolveAsync(name, type, cancellationToken);
        }
    }
}
