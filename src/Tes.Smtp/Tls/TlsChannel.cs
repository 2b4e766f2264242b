using System.Net.Sockets;
using Org.BouncyCastle.Tls;

namespace Tes.Smtp;

/// <summary>The connection inside TLS. TLS faults come out as the library's exceptions, all of them <see cref="IOException"/>.</summary>
internal sealed class TlsChannel(Socket socket, string? sniName) : IChannel, IDisposable
{
    private const int BufferLength = 16 * 1024; // about one TLS record

    private readonly ProbeTlsClient _client = ProbeTlsClient.Create(sniName);
    private readonly TlsClientProtocol _protocol = new();
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _received;

    /// <summary>Runs the handshake.</summary>
    /// <returns>What it settled.</returns>
    public async ValueTask<TlsSession> HandshakeAsync(CancellationToken cancellation)
    {
        _protocol.Connect(_client);
        await FlushAsync(cancellation);
        while (_client.Session is null) await FeedAsync(cancellation);
        return _client.Session;
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellation)
    {
        _protocol.WriteApplicationData(octets.Span);
        await FlushAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReceiveAsync(byte[] buffer, CancellationToken cancellation)
    {
        while (_protocol.GetAvailableInputBytes() == 0)
        {
            if (_protocol.IsClosed) return 0;
            await FeedAsync(cancellation);
        }
        return _protocol.ReadInput(buffer, 0, buffer.Length);
    }

    /// <summary>Lets the keys go; the connection is its owner's.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>Says close_notify, if TLS still stands.</summary>
    public async ValueTask CloseAsync(CancellationToken cancellation)
    {
        if (!_protocol.IsClosed) _protocol.Close();
        await FlushAsync(cancellation);
    }

    private async ValueTask FeedAsync(CancellationToken cancellation)
    {
        var count = await socket.ReceiveAsync(_buffer, cancellation);
        if (count == 0) throw new EndOfStreamException();
        _received += count;
        if (_received > TlsLimits.SessionLength) throw new SessionTooLongException();
        try
        {
            _protocol.OfferInput(_buffer, 0, count);
        }
        catch (IOException fault)
        {
            await SayAlertAsync(cancellation);
            // RFC 8446 §6.1: the server ended the handshake in order; the library only says that it failed
            if (_client is { Session: null, AlertReceived: (byte)AlertDescription.close_notify })
                throw new TlsFatalAlertReceived(AlertDescription.close_notify);
            // The library throws others than its own for records that it cannot parse at all
            throw fault is TlsException ? fault : new TlsFatalAlert(AlertDescription.decode_error, fault);
        }
        await FlushAsync(cancellation);
    }

    // The alert is a courtesy; that it could not be sent must not hide why.
    private async ValueTask SayAlertAsync(CancellationToken cancellation)
    {
        try
        {
            await FlushAsync(cancellation);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            return;
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        var count = _protocol.GetAvailableOutputBytes();
        if (count == 0) return;
        var output = new byte[count];
        _protocol.ReadOutput(output, 0, count);
        await socket.SendAsync(output, cancellation);
    }
}
