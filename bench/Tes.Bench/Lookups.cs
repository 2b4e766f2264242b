using System.Diagnostics;
using System.Globalization;
using Tes.Dns.Dnssec;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver;
using Tes.Resolver.Upstreams;

namespace Tes.Bench;

/// <summary>Look-ups in process, cold and then out of the cache: a process that does nothing else, so its CPU time is theirs.</summary>
internal static class Lookups
{
    /// <summary>How many are under way at once.</summary>
    public const int Window = 500;

    // The compiler optimises what was called often, in the background and after a pause of 100 ms; its time must not be counted.
    private const int WarmUpRounds = 12;
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(250);

    // A cache hit takes so little that one pass would be over within the clock's error.
    private const int HitPasses = 50;

    public static async Task<int> RunAsync(string server, string anchorFile, string warmUpFile, string namesFile)
    {
        if (!TrustAnchorSet.TryRead(await File.ReadAllTextAsync(anchorFile), out TrustAnchorSet? anchors, out _))
            throw new FormatException($"{anchorFile} holds no trust anchor.");
        var options = new ResolverOptions { Upstreams = [new UpstreamServer(NameList.ReadServer(server))], TrustAnchors = anchors };
        Question[] warmUp = NameList.Read(warmUpFile);
        Question[] names = NameList.Read(namesFile);
        for (int i = 0; i < WarmUpRounds; i++)
        {
            await using var other = new ValidatingResolver(options, TimeProvider.System);
            await AllAsync(other, warmUp, new Latencies(warmUp.Length));
            Hits(other, warmUp);
            await Task.Delay(CompilerPause);
        }

        GC.Collect();
        await using var resolver = new ValidatingResolver(options, TimeProvider.System);
        var latencies = new Latencies(names.Length);
        Print("cold", await MeasureAsync(names.Length, () => AllAsync(resolver, names, latencies)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cold {latencies} questions={resolver.Statistics.QuestionsAsked} datagrams={resolver.Statistics.DatagramsSent} tcp={resolver.Statistics.TcpQueries}"));
        long hits = resolver.Statistics.CacheHits;
        Print("hit", await MeasureAsync(names.Length * HitPasses, () => Task.FromResult(Enumerable.Range(0, HitPasses).Sum(_ => Hits(resolver, names)))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hit missed={((long)names.Length * HitPasses) - (resolver.Statistics.CacheHits - hits)}"));
        return 0;
    }

    /// <summary>Looks all of them up, <see cref="Window"/> at a time.</summary>
    /// <returns>How many were secure.</returns>
    public static async Task<int> AllAsync(IResolver resolver, Question[] names, Latencies latencies)
    {
        int next = -1;
        int secure = 0;
        await Task.WhenAll(Enumerable.Range(0, Window).Select(_ => Task.Run(OneAfterAnotherAsync)));
        return secure;

        async Task OneAfterAnotherAsync()
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < names.Length)
            {
                latencies.Start(index);
                Answer answer = await resolver.ResolveAsync(names[index].Name, names[index].Type, CancellationToken.None);
                latencies.End(index);
                if (answer.Security == SecurityStatus.Secure)
                    Interlocked.Increment(ref secure);
            }
        }
    }

    private static int Hits(ValidatingResolver resolver, Question[] names)
    {
        int secure = 0;
        foreach (Question name in names)
        {
            ValueTask<Answer> answer = resolver.ResolveAsync(name.Name, name.Type, CancellationToken.None);
            if (answer.IsCompletedSuccessfully && answer.Result.Security == SecurityStatus.Secure)
                secure++;
        }

        return secure;
    }

    private static async Task<Measurement> MeasureAsync(int count, Func<Task<int>> work)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        int collections = GC.CollectionCount(0);
        TimeSpan pauses = GC.GetTotalPauseDuration();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        TimeSpan kernel = Environment.CpuUsage.PrivilegedTime;
        long start = Stopwatch.GetTimestamp();
        int secure = await work();
        return new Measurement(
            count, secure, Environment.CpuUsage.TotalTime - cpu, Environment.CpuUsage.PrivilegedTime - kernel, Stopwatch.GetElapsedTime(start),
            GC.GetTotalAllocatedBytes(precise: true) - allocated, GC.CollectionCount(0) - collections, GC.GetTotalPauseDuration() - pauses);
    }

    private static void Print(string title, Measurement figures) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{title} count={figures.Count} secure={figures.Secure} cpu={figures.Cpu.TotalMilliseconds:F1} kernel={figures.Kernel.TotalMilliseconds:F1} wall={figures.Wall.TotalMilliseconds:F1} bytes={(double)figures.Allocated / figures.Count:F0} collections={figures.Collections} pauses={figures.Pauses.TotalMilliseconds:F1}"));

    private sealed record Measurement(int Count, int Secure, TimeSpan Cpu, TimeSpan Kernel, TimeSpan Wall, long Allocated, int Collections, TimeSpan Pauses);
}
