using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>NSEC3 parameters of a zone (RFC 5155 §4).</summary>
/// <param name="HashAlgorithm">1 is SHA-1.</param>
/// <param name="Flags">Must be 0.</param>
/// <param name="Iterations">Additional hash rounds.</param>
/// <param name="Salt">0 to 255 octets.</param>
public sealed record Nsec3ParamRdata(byte HashAlgorithm, byte Flags, ushort Iterations, ReadOnlyMemory<byte> Salt) : IRdata<Nsec3ParamRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Nsec3Param;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out Nsec3ParamRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryByte(out byte hashAlgorithm)
            && reader.TryByte(out byte flags)
            && reader.TryUInt16(out ushort iterations)
            && reader.TryLengthPrefixed(out ReadOnlyMemory<byte> salt)
            && reader.AtEnd))
            return false;
        value = new Nsec3ParamRdata(hashAlgorithm, flags, iterations, salt);
        return true;
    }
}
