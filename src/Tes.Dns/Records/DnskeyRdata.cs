using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Public key of a zone (RFC 4034 §2).</summary>
/// <param name="Flags">Bit field.</param>
/// <param name="Protocol">Must be 3.</param>
/// <param name="Algorithm">Algorithm of the key.</param>
/// <param name="PublicKey">Key material, format by algorithm.</param>
public sealed record DnskeyRdata(ushort Flags, byte Protocol, DnssecAlgorithm Algorithm, ReadOnlyMemory<byte> PublicKey) : IRdata<DnskeyRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Dnskey;

    /// <summary>Zone Key flag: without it the key signs no RRsets (RFC 4034 §2.1.1).</summary>
    public bool IsZoneKey => (Flags & 0x0100) != 0;

    /// <summary>REVOKE flag (RFC 5011 §7).</summary>
    public bool IsRevoked => (Flags & 0x0080) != 0;

    /// <summary>Secure Entry Point flag, a hint for people only (RFC 4034 §2.1.1).</summary>
    public bool IsSecureEntryPoint => (Flags & 0x0001) != 0;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out DnskeyRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryUInt16(out ushort flags)
            && reader.TryByte(out byte protocol)
            && reader.TryByte(out byte algorithm)))
            return false;
        value = new DnskeyRdata(flags, protocol, (DnssecAlgorithm)algorithm, reader.Rest());
        return true;
    }
}
