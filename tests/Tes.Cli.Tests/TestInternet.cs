using System.Net;
using Tes.Testnet.Dns;

namespace Tes.Cli.Tests;

/// <summary>A DNS of a test's own on loopback, with its trust anchor in a file, as a user would point the command line to one.</summary>
internal sealed class TestInternet : IAsyncDisposable
{
    private readonly DnsServer _server;
    private readonly string _anchorFile;

    public TestInternet(TestnetDns dns)
    {
        _server = DnsServer.Start(dns);
        _anchorFile = Path.GetTempFileName();
        File.WriteAllText(_anchorFile, dns.TrustAnchorDs);
    }

    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>The options that make a command ask here.</summary>
    public string[] Options => ["--resolver", EndPoint.ToString(), "--trust-anchor", _anchorFile, "--timeout", "5"];

    public static TestInternet Of(params Zone[] zones) => new(new TestnetDns(zones, TimeProvider.System));

    public Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, .. Options]);

    public async ValueTask DisposeAsync()
    {
        File.Delete(_anchorFile);
        await _server.DisposeAsync();
    }
}
