using System.Security.Cryptography;

namespace Tes.Dns.Dnssec;

/// <summary>
/// Whether this system verifies signatures with SHA-1. Some forbid it (RFC 9905 §1 tells of one), and then a good signature
/// looks like a bad one: such algorithms must count as unsupported, so that their zones are insecure and not bogus.
/// </summary>
internal static class Sha1Signatures
{
    // A public key of 1024 bits, made for this; its private key is gone.
    private const string Modulus =
        "E5E91DF9911DA31E813FB4F85ACB60A4EC0614AE371628BD440E94796881D0A0F9822383CD5307C4A16FDDB5A6830E635407E61AA5762505438CE727E4EA8623"
        + "F31770349C334CDC724529FF8FD0D701C11B8A079C724471CB4B9295FEDBB02EAA451C15FA39904D0C5A2A50E8DD5CBE049BB788F125D0162F8B7E6562DC6EF3";

    // RSASSA-PKCS1-v1_5 with SHA-1 over "tes".
    private const string Signature =
        "A7E066C1F306F6973693B2D22C57C1AA08678CF8FC79A51F10A47B9592F0A0F95C99C1E2A7B8F73D45F1FF0BE8A4E6CB69246A0DE3799E8F1E5B6D1210D36173"
        + "7F7FD20188CAAA65E10613FEA2F685A1784D2EE9CF5BA355C29C3B6EE982C8ECBAAF30A690548230885BA604E4F20115CD9A11CFBEC29113B532B028CC5A9128";

    private static readonly Lazy<bool> Available = new(TryOne);

    public static bool AreAvailable => Available.Value;

    private static bool TryOne()
    {
        try
        {
            using RSA rsa = RSA.Create(new RSAParameters { Exponent = [1, 0, 1], Modulus = Convert.FromHexString(Modulus) });
            return rsa.VerifyData("tes"u8, Convert.FromHexString(Signature), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            // The library's way of saying that it is not allowed to.
            return false;
        }
    }
}
