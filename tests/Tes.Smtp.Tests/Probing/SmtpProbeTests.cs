using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Xunit;

namespace Tes.Smtp.Tests;

public sealed class SmtpProbeTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12, TlsProtocolVersion.Tls12)]
    [InlineData(SslProtocols.Tls13, TlsProtocolVersion.Tls13)]
    public async Task Reports_everything_of_a_sound_session(SslProtocols offered, TlsProtocolVersion expected)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SayUpToStartTlsAsync("AUTH PLAIN LOGIN", "SIZE 1000");
            await peer.StartTlsAsync(new SslServerAuthenticationOptions { ServerCertificate = TestCertificates.Ecdsa, EnabledSslProtocols = offered });
            await peer.SayAfterTlsAsync("SIZE 2000", "REQUIRETLS");
        });

        var report = await Probes.RunAsync(server);

        Assert.Equal(StartTlsOutcome.Accepted, report.StartTls);
        Assert.Null(report.Failure);
        Assert.Equal(IPAddress.Loopback, report.Address);
        Assert.Equal(server.Port, report.Port);
        Assert.Equal("mx.test", report.ServerName);
        Assert.Equal("mx.test ESMTP", Assert.Single(report.Greeting!.Lines));
        Assert.Equal(HelloOutcome.EhloAccepted, report.Hello);
        Assert.Equal(["PLAIN", "LOGIN"], report.CapabilitiesBeforeTls!.AuthMechanisms);
        Assert.Equal(1000, report.CapabilitiesBeforeTls.Size);
        Assert.Equal(expected, report.Tls!.ProtocolVersion);
        Assert.Equal(TestCertificates.Ecdsa.RawData, Assert.Single(report.Tls.CertificateChain).ToArray());
        Assert.Equal(2000, report.CapabilitiesAfterTls!.Size);
        Assert.True(report.CapabilitiesAfterTls.RequireTls);
        Assert.Empty(report.CapabilitiesAfterTls.AuthMechanisms);
        Assert.Empty(report.Quirks);
        Assert.Equal(["EHLO probe.example", "STARTTLS", "EHLO probe.example", "QUIT"], server.Heard);
    }

    [Fact]
    public async Task Introduces_itself_truthfully_when_not_told_a_name()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SayAsync("220 mx.test\r\n");
            await peer.HearAsync();
        });

        await Probes.RunAsync(server, new ProbeOptions());

        Assert.Equal("EHLO " + EhloName.Of(Dns.GetHostName(), IPAddress.Loopback), Assert.Single(server.Heard));
    }

    [Fact]
    public async Task Refused_connection_is_unreachable_and_refused()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound, not listening: nobody else gets the port, and it refuses
        using var gate = new AddressGate();
        var probe = new SmtpProbe(Probes.Patient(), gate, TimeProvider.System);

        var report = await probe.ProbeAsync(IPAddress.Loopback, ((IPEndPoint)taken.LocalEndPoint!).Port, "mx.test", TestContext.Current.CancellationToken);

        Assert.Equal(StartTlsOutcome.Unreachable, report.StartTls);
        Assert.Equal(ConnectFault.Refused, Assert.IsType<SmtpFailure.NotConnected>(report.Failure).Fault);
        Assert.Equal(SmtpParty.Server, report.Failure!.Party);
    }

    [Fact]
    public async Task Unanswered_connection_is_unreachable_and_timed_out()
    {
        // A listener whose queue is full drops further requests, as a firewall would
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(1);
        using var first = await ConnectAsync(full);
        using var second = await ConnectAsync(full);
        using var gate = new AddressGate();
        var options = new ProbeOptions { ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        var probe = new SmtpProbe(options, gate, TimeProvider.System);

        var report = await probe.ProbeAsync(IPAddress.Loopback, ((IPEndPoint)full.LocalEndPoint!).Port, "mx.test", TestContext.Current.CancellationToken);

        Assert.Equal(StartTlsOutcome.Unreachable, report.StartTls);
        Assert.Equal(ConnectFault.TimedOut, Assert.IsType<SmtpFailure.NotConnected>(report.Failure).Fault);
        Assert.Equal(SmtpParty.Network, report.Failure!.Party);
    }

    [Fact]
    public async Task Cancellation_by_the_caller_is_an_exception_not_a_finding()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = ScriptedServer.Start(async peer =>
        {
            await cancellation.CancelAsync();
            await peer.WaitForCloseAsync();
        });
        using var gate = new AddressGate();
        var probe = new SmtpProbe(Probes.Patient(), gate, TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.ProbeAsync(IPAddress.Loopback, server.Port, "mx.test", cancellation.Token));
    }

    [Fact]
    public async Task Probes_of_one_address_take_turns()
    {
        var open = 0;
        var overlaps = 0;
        await using var server = ScriptedServer.Start(async peer =>
        {
            if (Interlocked.Increment(ref open) > 1) overlaps++;
            await peer.SayAsync("220 mx.test\r\n");
            await peer.HearAsync();
            await peer.SayAsync("250 mx.test\r\n");
            await peer.HearAsync();
            Interlocked.Decrement(ref open);
            await peer.SayAsync("221 bye\r\n");
        });
        using var gate = new AddressGate();
        var probe = new SmtpProbe(Probes.Patient(), gate, TimeProvider.System);

        var reports = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => probe.ProbeAsync(IPAddress.Loopback, server.Port, "mx.test", TestContext.Current.CancellationToken)));

        Assert.All(reports, report => Assert.Equal(StartTlsOutcome.NotOffered, report.StartTls));
        Assert.Equal(5, server.Connections);
        Assert.Equal(0, overlaps);
    }

    private static async Task<Socket> ConnectAsync(Socket listener)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
        return client;
    }
}
