using Org.BouncyCastle.Tls;
using Tes.Testnet.Certificates;

namespace Tes.Testnet.Smtp;

/// <summary>A connection inside TLS. Errors of TLS are exceptions of the library, all of them <see cref="IOException"/>.</summary>
internal sealed class TlsConnection(Connection below, SmtpHost host, Func<string?, CertificateChain> chain) : Connection
{
    private readonly TlsHandshakeServer _server = new(host.TlsVersions, chain);
    private readonly TlsServerProtocol _protocol = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Runs the handshake.</summary>
    /// <param name="session">Is told the name in SNI.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when the client closed, or the host did as it is declared to.</returns>
    public async ValueTask<bool> HandshakeAsync(SmtpSession session, CancellationToken cancellationToken)
    {
        _protocol.Accept(_server);
        while (!_server.IsComplete)
        {
            if (!await FeedAsync(cancellationToken).ConfigureAwait(false))
                return false;
            session.ServerName = _server.ServerName;
            if (host.ClosesAt == SmtpMoment.Handshake)
                return false;
        }

        return true;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_protocol.GetAvailableInputBytes() == 0)
        {
            if (_protocol.IsClosed || !await FeedAsync(cancellationToken).ConfigureAwait(false))
                return 0;
        }

        byte[] input = new byte[Math.Min(buffer.Length, _protocol.GetAvailableInputBytes())];
        int count = _protocol.ReadInput(input, 0, input.Length);
        input.AsSpan(0, count).CopyTo(buffer.Span);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        _protocol.WriteApplicationData(octets.Span);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says close_notify.</summary>
    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (!_protocol.IsClosed)
            _protocol.Close();
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> FeedAsync(CancellationToken cancellationToken)
    {
        int count = await below.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        if (count == 0)
            return false;
        try
        {
            _protocol.OfferInput(_buffer, 0, count);
        }
        finally
        {
            // Also the alert that an error makes.
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        byte[] output = new byte[_protocol.GetAvailableOutputBytes()];
        if (output.Length == 0)
            return;
        _protocol.ReadOutput(output, 0, output.Length);
        await below.WriteAsync(output, cancellationToken).ConfigureAwait(false);
    }
}
