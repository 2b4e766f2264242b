namespace Tes.Testnet.Smtp;

/// <summary>A connection before TLS.</summary>
internal sealed class CleartextConnection(Stream stream, TimeSpan latency) : Connection
{
    // Every read takes a round trip longer, as with a client far away.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, cancellationToken).ConfigureAwait(false);
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken) => stream.WriteAsync(octets, cancellationToken);
}
