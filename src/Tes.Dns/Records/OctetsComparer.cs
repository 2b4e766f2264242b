namespace Tes.Dns.Records;

/// <summary>Compares octet strings by content, in time linear in their length.</summary>
internal sealed class OctetsComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    private OctetsComparer()
    {
    }

    public static OctetsComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    // HashCode is seeded for each process, so that no peer can choose octets that collide.
    public int GetHashCode(ReadOnlyMemory<byte> obj)
    {
        var hash = new HashCode();
        hash.AddBytes(obj.Span);
        return hash.ToHashCode();
    }
}
