using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Resolvers;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Surveys;

/// <summary>A validating Unbound that one test has for itself, to see what it is asked and to end it.</summary>
internal sealed class OwnResolver : IAsyncDisposable
{
    private readonly StateDirectory _state;
    private readonly string _name;
    private readonly string[] _commandLine;
    private Daemon? _daemon;
    private int _starts;

    private OwnResolver(StateDirectory state, string name, string address, PrivateRoot root)
    {
        _state = state;
        _name = name;
        Address = address;
        var directory = state.CreateDirectory(name);
        _commandLine = ["unbound", "-d", "-c", state.Write($"{name}/unbound.conf", UnboundConfiguration.Text(address, directory, root, "log-queries: yes"))];
    }

    public string Address { get; }

    public static async Task<OwnResolver> StartAsync(StateDirectory state, string name, string address, PrivateRoot root)
    {
        var resolver = new OwnResolver(state, name, address, root);
        await resolver.StartAsync();
        return resolver;
    }

    /// <summary>Starts it, for the first time or again on the same address, with nothing in its cache.</summary>
    public async Task StartAsync()
    {
        _daemon = Daemon.Start(_state, $"{_name}-{++_starts}", _commandLine);
        await _daemon.WaitAsync(async () => await Dig.AskAsync(Address, ".", "SOA", "+time=1") is { Rcode: "NOERROR", AuthenticData: true });
    }

    /// <summary>Waits until it has been asked for MX records of a domain.</summary>
    public Task WasAskedForAsync(string domain) =>
        Waiting.UntilAsync(() => File.ReadAllText(_daemon!.LogFile).Contains($" {domain}. MX IN", StringComparison.Ordinal));

    /// <summary>Ends it as kill -9 does.</summary>
    public async Task KillAsync()
    {
        await _daemon!.KillAsync();
        _daemon.Dispose();
        _daemon = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
        {
            await KillAsync();
        }
    }
}
