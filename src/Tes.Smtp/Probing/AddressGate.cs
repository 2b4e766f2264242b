using System.Net;

namespace Tes.Smtp;

/// <summary>Lets in one connection for each address, and no more than a number of connections in all. One gate serves all probes of a process.</summary>
/// <remarks>Holds memory only for addresses that are in use or waited for.</remarks>
public sealed class AddressGate : IDisposable
{
    /// <summary>Default for the number of connections in all: well below the usual limit of 1024 open files.</summary>
    public const int DefaultConnections = 256;

    private readonly Dictionary<IPAddress, Entry> _entries = [];
    private readonly SemaphoreSlim _connections;

    /// <summary>Makes a gate.</summary>
    /// <param name="connections">How many connections may be open at once in all; at least 1.</param>
    public AddressGate(int connections = DefaultConnections)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        _connections = new SemaphoreSlim(connections, connections);
    }

    /// <summary>Waits until the address is free. Ports do not matter: it is the host that is spared.</summary>
    /// <returns>A pass; disposing of it frees the address.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async ValueTask<IDisposable> EnterAsync(IPAddress address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Entry entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(address, out entry!)) _entries[address] = entry = new Entry();
            entry.Users++;
        }
        try
        {
            await entry.Turn.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Forget(address, entry);
            throw;
        }
        try
        {
            // Only who holds an address waits for a connection, so that a queue for one host does not use them up
            await _connections.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            entry.Turn.Release();
            Forget(address, entry);
            throw;
        }
        return new Pass(this, address, entry);
    }

    /// <inheritdoc/>
    public void Dispose() => _connections.Dispose();

    private void Leave(IPAddress address, Entry entry)
    {
        _connections.Release();
        entry.Turn.Release();
        Forget(address, entry);
    }

    private void Forget(IPAddress address, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users > 0) return;
            _entries.Remove(address);
        }
        entry.Turn.Dispose();
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Pass(AddressGate gate, IPAddress address, Entry entry) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) gate.Leave(address, entry);
        }
    }
}
