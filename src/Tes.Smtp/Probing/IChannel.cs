namespace Tes.Smtp;

/// <summary>A connection on which SMTP is spoken, in cleartext or inside TLS.</summary>
internal interface IChannel
{
    /// <summary>Sends all octets.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellation);

    /// <summary>Receives at least one octet; 0 when the server has closed.</summary>
    ValueTask<int> ReceiveAsync(byte[] buffer, CancellationToken cancellation);
}
