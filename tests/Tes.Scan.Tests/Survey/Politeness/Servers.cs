using System.Collections.Concurrent;
using System.Net;
using Tes.Scan.Survey.Politeness;
using Tes.Smtp;

namespace Tes.Scan.Tests.Survey.Politeness;

/// <summary>Mail servers that a test scripts, and what they saw.</summary>
internal sealed class Servers(ManualTime time)
{
    private readonly ConcurrentDictionary<object, int> _now = new();
    private readonly Lock _lock = new();

    /// <summary>How long a session takes.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What it comes to, by address and name.</summary>
    public Func<IPAddress, string, Func<ProbeReport, ProbeReport>> Manners { get; set; } = (_, _) => Welcome;

    /// <summary>Most sessions at once for each address, network and provider.</summary>
    public ConcurrentDictionary<object, int> Most { get; } = new();

    /// <summary>When each session began.</summary>
    public List<TimeSpan> Begun { get; } = [];

    /// <summary>With whom.</summary>
    public List<IPAddress> Met { get; } = [];

    public static ProbeReport Welcome(ProbeReport report) => report with { Hello = HelloOutcome.EhloAccepted, StartTls = StartTlsOutcome.Accepted };

    public static ProbeReport Busy(ProbeReport report) => Refusal(report, 421);

    public static ProbeReport Refusal(ProbeReport report, int code, string text = "no") => report with
    {
        StartTls = StartTlsOutcome.Inconclusive,
        Failure = new SmtpFailure.Refused(SmtpStage.Greeting, new SmtpReply(new ReplyCode(code), [text])),
    };

    public static ProbeReport Closed(ProbeReport report) => report with
    {
        StartTls = StartTlsOutcome.Unreachable,
        Failure = new SmtpFailure.NotConnected(ConnectFault.Refused, "connection refused"),
    };

    public async Task<ProbeReport> ProbeAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken)
    {
        object[] keys = [address, NetworkKey.Of(address), ProviderName.Of(serverName), ""];
        lock (_lock)
        {
            Begun.Add(time.Now);
            Met.Add(address);
            foreach (object key in keys)
            {
                int now = _now.AddOrUpdate(key, 1, (_, count) => count + 1);
                Most.AddOrUpdate(key, now, (_, most) => Math.Max(most, now));
            }
        }

        if (Duration > TimeSpan.Zero)
        {
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using ITimer timer = time.CreateTimer(_ => over.TrySetResult(), null, Duration, Timeout.InfiniteTimeSpan);
            await over.Task.WaitAsync(cancellationToken);
        }

        lock (_lock)
        {
            foreach (object key in keys)
                _now[key]--;
        }

        return Manners(address, serverName)(new ProbeReport { Address = address, Port = port, ServerName = serverName, StartTls = StartTlsOutcome.NotOffered, Elapsed = TimeSpan.Zero });
    }
}
