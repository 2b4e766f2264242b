using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Tes.Cryptography;
using Xunit;

namespace Tes.Smtp.Tests.Cryptography;

public sealed class HkdfSecretTests
{
    private static readonly BcTlsCrypto Crypto = new();

    // RFC 8448 §3: the early secret without a key of its own, and what the handshake secret is derived with.
    [Fact]
    public void The_schedule_begins_as_in_RFC_8448()
    {
        HkdfSecret zeros = HkdfSecret.Initial(Crypto, CryptoHashAlgorithm.sha256);
        TlsSecret early = HkdfSecret.Initial(Crypto, CryptoHashAlgorithm.sha256).HkdfExtract(CryptoHashAlgorithm.sha256, zeros);
        TlsSecret derived = early.HkdfExpand(
            CryptoHashAlgorithm.sha256, Convert.FromHexString("00200d746c733133206465726976656420e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), 32);
        Assert.Equal("6F2615A108C702C5678F54FC9DBAB69716C076189C48250CEBEAC3576C3611BA", Convert.ToHexString(derived.Extract()));
        Assert.Equal("33AD0A1C607EC03B09E6CD9893680CE210ADF300AA1F2660E1B22E10F170F92A", Convert.ToHexString(early.Extract()));
        Assert.True(zeros.IsAlive());
    }

    [Theory]
    [InlineData(CryptoHashAlgorithm.sha256, 1)]
    [InlineData(CryptoHashAlgorithm.sha256, 32)]
    [InlineData(CryptoHashAlgorithm.sha256, 100)]
    [InlineData(CryptoHashAlgorithm.sha384, 12)]
    [InlineData(CryptoHashAlgorithm.sha384, 48)]
    [InlineData(CryptoHashAlgorithm.sha384, 0)]
    public void It_derives_what_the_library_does(int hash, int length)
    {
        byte[] secret = [.. Enumerable.Range(1, TlsCryptoUtilities.GetHashOutputSize(hash)).Select(i => (byte)i)];
        byte[] keyMaterial = [7, 8, 9];
        byte[] Derive(TlsSecret from, TlsSecret with)
        {
            byte[] expanded = from.HkdfExpand(hash, "info"u8, length).Extract();
            byte[] extracted = from.HkdfExtract(hash, with).Extract();
            // The salt is used up, and what came in is not.
            Assert.Equal((false, true), (from.IsAlive(), with.IsAlive()));
            return [.. expanded, .. extracted];
        }

        Assert.Equal(
            Derive(new BcTlsSecret(Crypto, [.. secret]), new BcTlsSecret(Crypto, [.. keyMaterial])),
            Derive(new HkdfSecret(Crypto, [.. secret]), new BcTlsSecret(Crypto, [.. keyMaterial])));
        Assert.Throws<InvalidOperationException>(() => Destroyed().HkdfExpand(hash, "info"u8, 1));

        TlsSecret Destroyed()
        {
            var destroyed = new HkdfSecret(Crypto, [.. secret]);
            destroyed.Destroy();
            return destroyed;
        }
    }
}
