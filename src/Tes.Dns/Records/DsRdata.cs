using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Delegation signer (RFC 4034 §5).</summary>
/// <param name="KeyTag">Tag of the DNSKEY it refers to.</param>
/// <param name="Algorithm">Algorithm of that key.</param>
/// <param name="DigestType">How the digest was made.</param>
/// <param name="Digest">Digest over owner name and DNSKEY RDATA.</param>
public sealed record DsRdata(ushort KeyTag, DnssecAlgorithm Algorithm, DsDigestType DigestType, ReadOnlyMemory<byte> Digest) : IRdata<DsRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.DS;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out DsRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryUInt16(out ushort keyTag)
            && reader.TryByte(out byte algorithm)
            && reader.TryByte(out byte digestType)))
            return false;
        value = new DsRdata(keyTag, (DnssecAlgorithm)algorithm, (DsDigestType)digestType, reader.Rest());
        return true;
    }
}
