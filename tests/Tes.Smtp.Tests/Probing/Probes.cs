using System.Net;
using Xunit;

namespace Tes.Smtp.Tests;

/// <summary>Probes with time limits for tests.</summary>
internal static class Probes
{
    /// <summary>Longer than any step takes on a busy machine; reached only by tests that fail.</summary>
    public static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    public static async Task<ProbeReport> RunAsync(ScriptedServer server, ProbeOptions? options = null, string serverName = "mx.test")
    {
        using var gate = new AddressGate();
        var probe = new SmtpProbe(options ?? Patient(), gate, TimeProvider.System);
        return await probe.ProbeAsync(IPAddress.Loopback, server.Port, serverName, TestContext.Current.CancellationToken);
    }

    public static ProbeOptions Patient() => new() { EhloName = "probe.example", ConnectTimeout = Ample, ReplyTimeout = Ample, TotalTimeout = Ample };
}
