using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>The list of RR types at a name, as in NSEC, NSEC3 and CSYNC (RFC 4034 §4.1.2).</summary>
/// <param name="Octets">Valid window blocks in wire format.</param>
public readonly record struct TypeBitmap(ReadOnlyMemory<byte> Octets)
{
    /// <summary>The types in ascending order.</summary>
    public IEnumerable<RRType> Types
    {
        get
        {
            ReadOnlyMemory<byte> rest = Octets;
            while (rest.Length >= 2)
            {
                byte window = rest.Span[0];
                int length = rest.Span[1];
                for (int i = 0; i < length * 8; i++)
                {
                    if ((rest.Span[2 + (i / 8)] & (0x80 >> (i % 8))) != 0)
                        yield return (RRType)((window << 8) | i);
                }

                rest = rest[(2 + length)..];
            }
        }
    }

    /// <summary>Encodes <paramref name="types"/>.</summary>
    public static TypeBitmap Of(IEnumerable<RRType> types)
    {
        var octets = new List<byte>();
        foreach (IGrouping<int, RRType> window in types.Distinct().Order().GroupBy(type => (ushort)type >> 8))
        {
            byte[] bits = new byte[(((ushort)window.Max() & 0xff) / 8) + 1];
            foreach (RRType type in window)
                bits[((ushort)type & 0xff) / 8] |= (byte)(0x80 >> ((ushort)type % 8));
            octets.Add((byte)window.Key);
            octets.Add((byte)bits.Length);
            octets.AddRange(bits);
        }

        return new TypeBitmap(octets.ToArray());
    }

    /// <summary>Whether <paramref name="type"/> is in the list.</summary>
    public bool Contains(RRType type)
    {
        ReadOnlySpan<byte> rest = Octets.Span;
        int window = (ushort)type >> 8;
        int octet = ((ushort)type & 0xff) / 8;
        while (rest.Length >= 2)
        {
            int length = rest[1];
            if (rest[0] == window)
                return octet < length && (rest[2 + octet] & (0x80 >> ((ushort)type % 8))) != 0;
            rest = rest[(2 + length)..];
        }

        return false;
    }

    /// <summary>Whether the octets are window blocks in ascending order with 1 to 32 octets each.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> octets)
    {
        int lastWindow = -1;
        while (!octets.IsEmpty)
        {
            if (octets.Length < 2 || octets[0] <= lastWindow || octets[1] is 0 or > 32 || octets.Length < 2 + octets[1])
                return false;
            lastWindow = octets[0];
            octets = octets[(2 + octets[1])..];
        }

        return true;
    }

    /// <summary>Whether valid window blocks are the shortest for their types: none ends with a zero octet (RFC 4034 §4.1.2).</summary>
    internal static bool IsMinimal(ReadOnlySpan<byte> octets)
    {
        for (; !octets.IsEmpty; octets = octets[(2 + octets[1])..])
        {
            if (octets[1 + octets[1]] == 0)
                return false;
        }

        return true;
    }
}
