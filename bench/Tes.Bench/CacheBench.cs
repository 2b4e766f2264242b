using System.Diagnostics;
using System.Globalization;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Resolver;
using Tes.Resolver.Upstreams;
using Tes.Testnet.Dns;

namespace Tes.Bench;

/// <summary>Memory of cached RRsets, and time and memory of a cache hit. The upstream is in the process and costs next to nothing.</summary>
internal static class CacheBench
{
    private const int Hits = 5_000_000;
    private const int Popular = 1000;

    /// <summary>Fills a cache with so many A RRsets of unsigned zones and so many of a signed zone, and measures each.</summary>
    public static async Task<int> RunAsync(string unsigned, string signed)
    {
        await MeasureAsync("unsigned.test", int.Parse(unsigned, CultureInfo.InvariantCulture));
        await MeasureAsync("signed.test", int.Parse(signed, CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task MeasureAsync(string zone, int count)
    {
        bool isSigned = zone.StartsWith("signed", StringComparison.Ordinal);
        // A clock that stands still between hits: the TTL is current, as for all hits of a name but one a second.
        var clock = new StandingClock();
        var dns = new TestnetDns(
            [Zone.At("test"), Zone.At(zone, isSigned ? string.Join('\n', Enumerable.Range(0, count).Select(i => $"h{i} A 192.0.2.{i % 256}")) : "") with { Signing = isSigned ? ZoneSigning.Default : null }],
            TimeProvider.System);
        if (!TrustAnchorSet.TryRead(dns.TrustAnchorDs, out TrustAnchorSet? anchors, out _))
            throw new InvalidOperationException("The test net's trust anchor cannot be read.");
        await using var resolver = new ValidatingResolver(
            new ResolverOptions { Upstreams = [], TrustAnchors = anchors, CacheSize = 8L << 30 }, clock, new Upstream(dns, isSigned));
        // The wire is where names come from; those of the caller are not the cache's.
        DomainName Name(int i) => DomainName.Parse($"h{i}.{zone}");
        await resolver.ResolveAsync(Name(0), RRType.A, CancellationToken.None);
        if (isSigned)
        {
            // The test net's own zone and signatures are there before.
            for (int i = 0; i < count; i++)
                dns.Answer(Query(Name(i)), DnsTransport.Tcp);
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 1; i < count; i++)
        {
            await resolver.ResolveAsync(Name(i), RRType.A, CancellationToken.None);
            // A thousand look-ups a second: responses as they came are kept for two, and are not what is measured.
            clock.Now += TimeSpan.FromMilliseconds(1);
        }

        double octets = (GC.GetTotalMemory(forceFullCollection: true) - before) / (count - 1.0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{zone}: {count:N0} RRsets, {octets:F0} octets of heap for each with its name and what is known of it"));
        DomainName[] all = [.. Enumerable.Range(0, count).Select(Name)];
        await HitAsync(resolver, all, "any name, the first of each with a TTL to count down");
        await HitAsync(resolver, all, "any name");
        await HitAsync(resolver, all[..Popular], $"{Popular} names");
    }

    private static async Task HitAsync(ValidatingResolver resolver, DomainName[] names, string what)
    {
        long hits = resolver.Statistics.CacheHits;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        uint next = 1;
        for (int i = 0; i < Hits; i++)
        {
            next = (next * 1664525) + 1013904223;
            ValueTask<Dns.Resolution.Answer> answer = resolver.ResolveAsync(names[(int)(next % (uint)names.Length)], RRType.A, CancellationToken.None);
            if (!answer.IsCompletedSuccessfully)
                await answer;
            else
                _ = answer.Result;
        }

        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        double octets = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Hits;
        if (resolver.Statistics.CacheHits - hits != Hits)
            throw new InvalidOperationException("Not every look-up was a hit.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  hits, {what}: {Hits / seconds / 1e6:F1} million for a second of CPU, {octets:F1} octets allocated for each"));
    }

    private static Message Query(DomainName name) => new()
    {
        Id = 1,
        Flags = MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled,
        Questions = [new Question(name, RRType.A)],
        Edns = new Edns(1232, DnssecOk.Set, []),
    };

    private sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>The test net; the addresses of an unsigned zone are made up, as a million in a zone file would take their own memory.</summary>
    private sealed class Upstream(TestnetDns dns, bool isSigned) : IUpstream
    {
        public ValueTask<UpstreamResult> AskAsync(Question question, QueryQuota quota, CancellationToken cancellationToken)
        {
            Message? response = !isSigned && question.Type == RRType.A ? MakeUp(question) : dns.Answer(Query(question.Name) with { Questions = [question] }, DnsTransport.Tcp);
            return new ValueTask<UpstreamResult>(new UpstreamResult.Response(response ?? throw new InvalidOperationException($"The test net does not answer {question}.")));
        }

        private static Message? MakeUp(Question question)
        {
            byte[] wire = new Message
            {
                Flags = MessageFlags.Response,
                Questions = [question],
                Answers = [new ResourceRecord(question.Name, RRType.A, RRClass.IN, 3600, (byte[])[192, 0, 2, 1])],
            }.ToWire();
            return Message.TryRead(wire, out Message? message, out _) ? message : null;
        }
    }
}
