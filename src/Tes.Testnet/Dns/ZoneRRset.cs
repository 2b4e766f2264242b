using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>An RRset of a zone; its RDATA may not be made yet.</summary>
internal sealed class ZoneRRset(DomainName owner, RRType type, uint ttl, Func<IReadOnlyList<ReadOnlyMemory<byte>>> rdatas)
{
    private readonly Lazy<IReadOnlyList<ReadOnlyMemory<byte>>> _rdatas = new(rdatas);

    public DomainName Owner { get; } = owner;

    public RRType Type { get; } = type;

    public uint Ttl { get; } = ttl;

    public IReadOnlyList<ReadOnlyMemory<byte>> Rdatas => _rdatas.Value;
}
