using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Xunit;

namespace Tes.Smtp.Tests.Tls;

public sealed class EcdsaPublicKeyTests
{
    // Whichever way a key is made: the shorter one, and the one of other systems
    [Theory]
    [InlineData("nistP256")]
    [InlineData("nistP384")]
    [InlineData("nistP521")]
    public void Keys_made_in_both_ways_are_the_same(string curve)
    {
        using var signing = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var read = EcdsaPublicKey.Read(SubjectPublicKeyInfo.GetInstance(signing.ExportSubjectPublicKeyInfo()));
        using var key = read.Import();
        using var managed = read.ImportManaged();

        Assert.Equal(signing.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        Assert.Equal(signing.ExportSubjectPublicKeyInfo(), managed.ExportSubjectPublicKeyInfo());
        byte[] hash = SHA256.HashData("tes"u8);
        Assert.True(read.Verify(hash, signing.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence)));
        Assert.False(read.Verify(SHA256.HashData("set"u8), signing.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence)));
    }
}
