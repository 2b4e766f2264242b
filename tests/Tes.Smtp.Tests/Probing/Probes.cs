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
        var report = await probe.ProbeAsync(IPAddress.Loopback, server.Port, serverName, TestContext.Current.CancellationToken);

        // What holds for every report
        Assert.Equal(report.StartTls == StartTlsOutcome.Accepted, report.Tls is not null);
        Assert.True(report.Tls is null || report.Tls.CertificateChain.Count > 0);
        Assert.True(report.Failure is not null || report.StartTls is StartTlsOutcome.Accepted or StartTlsOutcome.NotOffered);
        Assert.All(server.Heard, command => Assert.True(command is "STARTTLS" or "QUIT" || command.StartsWith("EHLO ", StringComparison.Ordinal) || command.StartsWith("HELO ", StringComparison.Ordinal)));
        return report;
    }

    public static ProbeOptions Patient() => new() { EhloName = "probe.example", ConnectTimeout = Ample, ReplyTimeout = Ample, TotalTimeout = Ample };
}
