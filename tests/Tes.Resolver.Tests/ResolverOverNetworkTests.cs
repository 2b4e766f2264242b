using System.Collections.Concurrent;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests;

/// <summary>The whole resolver with its own transports against a test net on loopback.</summary>
public sealed class ResolverOverNetworkTests
{
    private readonly Clock _clock = new();

    [Theory]
    [InlineData("www.signed.test", RRType.A, "Found Secure")]
    [InlineData("www.unsigned.test", RRType.A, "Found Insecure")]
    [InlineData("www.wrong-ds.test", RRType.A, "Bogus")]
    [InlineData("nothing.nsec3.test", RRType.A, "NXDomain Secure")]
    [InlineData("www.dead.test", RRType.A, "ServFail")]
    // Too large for UDP.
    [InlineData("large.test", RRType.Txt, "Found Secure")]
    [InlineData("www.truncated.test", RRType.A, "Found Secure")]
    [InlineData("www.garbage.test", RRType.A, "Malformed")]
    [InlineData("www.silent.test", RRType.A, "Timeout")]
    [InlineData("www.other-id.test", RRType.A, "Timeout")]
    public async Task Outcomes_are_those_of_the_zones(string name, RRType type, string expected)
    {
        Zone Faulty(string zone, DnsFaultKind kind) => Zone.At(zone, Host) with { Faults = [new DnsFault(kind) { Type = RRType.A }] };
        TestnetDns dns = NewDns(
            _clock,
            Zone.At("large.test", string.Join('\n', Enumerable.Range(0, 20).Select(i => $"@ TXT \"{i} {new string('x', 200)}\""))),
            Zone.At("truncated.test", Host) with { Faults = [new DnsFault(DnsFaultKind.TruncatedOverUdp)] },
            Faulty("garbage.test", DnsFaultKind.Garbage),
            Faulty("silent.test", DnsFaultKind.NoReply),
            Faulty("other-id.test", DnsFaultKind.WrongId));
        await using DnsServer server = DnsServer.Start(dns);
        ResolverOptions options = Options(dns) with { Upstreams = [new UpstreamServer(server.EndPoint)], QuestionTimeout = TimeSpan.FromSeconds(expected == "Timeout" ? 0.5 : 20) };
        await using var resolver = new ValidatingResolver(options, _clock);
        Answer answer = await resolver.ResolveAsync(DomainName.Parse(name), type, TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.Outcome());
    }

    [Fact]
    public async Task Disposal_in_the_midst_of_look_ups_leaves_no_other_exception_than_cancellation()
    {
        var unobserved = new ConcurrentBag<string>();
        void Remember(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.Add(args.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Remember;
        try
        {
            for (int round = 0; round < 5; round++)
                await DisposeInTheMidst();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.DoesNotContain(unobserved, text => text.Contains("Tes.Resolver.Upstreams.", StringComparison.Ordinal) || text.Contains("Tes.Resolver.Validation.", StringComparison.Ordinal));
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Remember;
        }
    }

    private async Task DisposeInTheMidst()
    {
        TestnetDns dns = NewDns(_clock);
        await using DnsServer server = DnsServer.Start(dns);
        var resolver = new ValidatingResolver(Options(dns) with { Upstreams = [new UpstreamServer(server.EndPoint)] }, _clock);
        Task<Answer>[] lookUps = [.. Enumerable.Range(0, 200).Select(i => Task.Run(() => resolver.ResolveAsync(DomainName.Parse($"a{i}.{(i % 2 == 0 ? "signed" : "nsec3")}.test"), RRType.A, CancellationToken.None).AsTask()))];
        await lookUps[0];
        await resolver.DisposeAsync();
        foreach (Task<Answer> lookUp in lookUps)
        {
            try
            {
                Assert.Equal("NXDomain Secure", (await lookUp).Outcome());
            }
            catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
            {
                // Was under way, or began after the disposal.
            }
        }
    }
}
