namespace Tes.Testnet.Smtp;

/// <summary>A connection before TLS.</summary>
internal sealed class CleartextConnection(Stream stream) : Connection
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => stream.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken) => stream.WriteAsync(octets, cancellationToken);
}
