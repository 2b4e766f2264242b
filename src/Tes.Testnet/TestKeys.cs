using System.Security.Cryptography;

namespace Tes.Testnet;

/// <summary>Private keys that are worth nothing outside the test net: made from a published seed, or thrown away with the process.</summary>
internal static class TestKeys
{
    // What certificates and zones in the field have most.
    private const int RsaBits = 2048;

    private static readonly Lazy<RSA> LazyRsa = new(() => RSA.Create(RsaBits));

    /// <summary>The one RSA key of this process; callers lock it while they sign.</summary>
    public static RSA Rsa => LazyRsa.Value;

    /// <summary>The ECDSA key with this secret number.</summary>
    /// <param name="curve">P-256 or P-384.</param>
    /// <param name="secret">Octets from a hash, as long as the curve's order.</param>
    public static ECDsa Ecdsa(ECCurve curve, byte[] secret)
    {
        byte[] scalar = [.. secret];
        // The orders of both curves start with 0xff: below it without a reduction, and not zero.
        scalar[0] = (byte)((scalar[0] & 0x7f) | 0x01);
        return ECDsa.Create(new ECParameters { Curve = curve, D = scalar });
    }
}
