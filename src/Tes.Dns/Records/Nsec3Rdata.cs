using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Hashed next secure record (RFC 5155 §3).</summary>
/// <param name="HashAlgorithm">1 is SHA-1.</param>
/// <param name="Flags">Bit 0 is opt-out.</param>
/// <param name="Iterations">Additional hash rounds.</param>
/// <param name="Salt">0 to 255 octets.</param>
/// <param name="NextHash">Next hash in order, binary.</param>
/// <param name="Types">Types at the original owner.</param>
public sealed record Nsec3Rdata(byte HashAlgorithm, byte Flags, ushort Iterations, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> NextHash, TypeBitmap Types) : IRdata<Nsec3Rdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Nsec3;

    /// <summary>Opt-out flag: unsigned delegations may hide in the span (RFC 5155 §3.1.2.1).</summary>
    public bool IsOptOut => (Flags & 0x01) != 0;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out Nsec3Rdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryByte(out byte hashAlgorithm)
            && reader.TryByte(out byte flags)
            && reader.TryUInt16(out ushort iterations)
            && reader.TryLengthPrefixed(out ReadOnlyMemory<byte> salt)
            && reader.TryLengthPrefixed(out ReadOnlyMemory<byte> nextHash)))
            return false;
        ReadOnlyMemory<byte> bitmap = reader.Rest();
        if (!TypeBitmap.IsValid(bitmap.Span))
            return false;
        value = new Nsec3Rdata(hashAlgorithm, flags, iterations, salt, nextHash, new TypeBitmap(bitmap));
        return true;
    }
}
