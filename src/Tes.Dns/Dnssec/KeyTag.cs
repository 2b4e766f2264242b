using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>The key tag of a DNSKEY (RFC 4034 appendix B): a hint that narrows the choice, never an identity.</summary>
public static class KeyTag
{
    /// <summary>Computes the tag.</summary>
    public static ushort Of(DnskeyRdata key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ReadOnlySpan<byte> publicKey = key.PublicKey.Span;
        // RFC 4034 appendix B.1: RSA/MD5 takes octets of the modulus.
        if (key.Algorithm == DnssecAlgorithm.RsaMd5)
            return publicKey.Length < 3 ? (ushort)0 : (ushort)((publicKey[^3] << 8) | publicKey[^2]);
        uint sum = key.Flags + ((uint)key.Protocol << 8) + (uint)key.Algorithm;
        for (int i = 0; i < publicKey.Length; i++)
            sum += (i & 1) == 0 ? (uint)publicKey[i] << 8 : publicKey[i];
        return (ushort)(sum + (sum >> 16));
    }
}
