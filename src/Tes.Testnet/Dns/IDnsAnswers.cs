namespace Tes.Testnet.Dns;

/// <summary>What a <see cref="DnsServer"/> says.</summary>
public interface IDnsAnswers
{
    /// <summary>How long every reply takes.</summary>
    TimeSpan Latency { get; }

    /// <summary>The reply to the octets of a query; null for none.</summary>
    byte[]? Answer(ReadOnlySpan<byte> query, DnsTransport transport);
}
