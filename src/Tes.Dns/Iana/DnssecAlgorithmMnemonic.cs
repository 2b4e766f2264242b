using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tes.Dns.Iana;

/// <summary>Presentation form of DNSSEC algorithms: the number or the mnemonic of the registry (RFC 4034 §2.2, appendix A.1).</summary>
public static class DnssecAlgorithmMnemonic
{
    private static readonly FrozenDictionary<string, DnssecAlgorithm> Algorithms = new Dictionary<string, DnssecAlgorithm>(StringComparer.OrdinalIgnoreCase)
    {
        ["DELETE"] = DnssecAlgorithm.Delete,
        ["RSAMD5"] = DnssecAlgorithm.RsaMd5,
        ["DSA"] = DnssecAlgorithm.Dsa,
        ["RSASHA1"] = DnssecAlgorithm.RsaSha1,
        ["DSA-NSEC3-SHA1"] = DnssecAlgorithm.DsaNsec3Sha1,
        ["RSASHA1-NSEC3-SHA1"] = DnssecAlgorithm.RsaSha1Nsec3Sha1,
        ["RSASHA256"] = DnssecAlgorithm.RsaSha256,
        ["RSASHA512"] = DnssecAlgorithm.RsaSha512,
        ["ECC-GOST"] = DnssecAlgorithm.EccGost,
        ["ECDSAP256SHA256"] = DnssecAlgorithm.EcdsaP256Sha256,
        ["ECDSAP384SHA384"] = DnssecAlgorithm.EcdsaP384Sha384,
        ["ED25519"] = DnssecAlgorithm.Ed25519,
        ["ED448"] = DnssecAlgorithm.Ed448,
        ["SM2SM3"] = DnssecAlgorithm.Sm2Sm3,
        ["ECC-GOST12"] = DnssecAlgorithm.EccGost12,
        ["INDIRECT"] = DnssecAlgorithm.Indirect,
        ["PRIVATEDNS"] = DnssecAlgorithm.PrivateDns,
        ["PRIVATEOID"] = DnssecAlgorithm.PrivateOid,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a decimal number of 0 to 255 or a mnemonic in any case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DnssecAlgorithm algorithm)
    {
        algorithm = default;
        if (text is null)
            return false;
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte number))
        {
            algorithm = (DnssecAlgorithm)number;
            return true;
        }

        return Algorithms.TryGetValue(text, out algorithm);
    }
}
