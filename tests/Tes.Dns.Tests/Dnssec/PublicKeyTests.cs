using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Tes.Cryptography;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>Key material as peers send it: wrong lengths, points off the curve, numbers that are no RSA key.</summary>
public sealed class PublicKeyTests
{
    private static readonly DnssecAlgorithm[] Algorithms = [.. Enum.GetValues<DnssecAlgorithm>(), (DnssecAlgorithm)200];

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_no_key()
    {
        byte[] point = TestKey.P256.Rdata.PublicKey.ToArray();
        Assert.True(Imports(DnssecAlgorithm.EcdsaP256Sha256, point));
        point[^1] ^= 1;
        Assert.False(Imports(DnssecAlgorithm.EcdsaP256Sha256, point));
        Assert.False(Imports(DnssecAlgorithm.EcdsaP256Sha256, new byte[64]));
        Assert.False(Imports(DnssecAlgorithm.EcdsaP256Sha256, [.. Enumerable.Repeat((byte)0xff, 64)]));
        // SEC 1 point compression has no place in DNSKEY (RFC 6605 §4).
        Assert.False(Imports(DnssecAlgorithm.EcdsaP256Sha256, [4, .. TestKey.P256.Rdata.PublicKey.Span]));
    }

    [Theory]
    [InlineData(DnssecAlgorithm.EcdsaP256Sha256, 64)]
    [InlineData(DnssecAlgorithm.EcdsaP384Sha384, 96)]
    [InlineData(DnssecAlgorithm.Ed25519, 32)]
    [InlineData(DnssecAlgorithm.Ed448, 57)]
    public void Keys_of_a_fixed_length_have_no_other(DnssecAlgorithm algorithm, int length)
    {
        byte[] key = TestKey.Create(algorithm).Rdata.PublicKey.ToArray();
        Assert.Equal(length, key.Length);
        Assert.True(Imports(algorithm, key));
        Assert.False(Imports(algorithm, key[1..]));
        Assert.False(Imports(algorithm, key[..^1]));
        Assert.False(Imports(algorithm, [.. key, 0]));
        Assert.False(Imports(algorithm, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000")]
    [InlineData("000000")]
    [InlineData("01")]
    [InlineData("0103")]
    [InlineData("00ffff03")]
    [InlineData("ff010001")]
    [InlineData("000003010001")]
    [InlineData("0100c3")]
    public void RSA_keys_cut_short_are_no_keys(string hex) => Assert.False(Imports(DnssecAlgorithm.RsaSha256, Convert.FromHexString(hex)));

    [Theory]
    [InlineData(DnssecAlgorithm.RsaSha256, 504, false)]
    [InlineData(DnssecAlgorithm.RsaSha256, 512, true)]
    [InlineData(DnssecAlgorithm.RsaSha512, 1016, false)]
    [InlineData(DnssecAlgorithm.RsaSha512, 1024, true)]
    [InlineData(DnssecAlgorithm.RsaSha256, 4096, true)]
    [InlineData(DnssecAlgorithm.RsaSha256, 4104, false)]
    [InlineData(DnssecAlgorithm.RsaSha256, 65_000, false)]
    public void RSA_moduli_have_the_lengths_of_RFC_5702(DnssecAlgorithm algorithm, int bits, bool good)
    {
        byte[] modulus = [.. Enumerable.Repeat((byte)0xc3, bits / 8)];
        Assert.Equal(good, Imports(algorithm, [3, 1, 0, 1, .. modulus]));
        // RFC 3110 §2 forbids leading zeros; they change no number.
        Assert.Equal(good, Imports(algorithm, [0, 0, 4, 0, 1, 0, 1, 0, .. modulus]));
    }

    [Fact]
    public void RSA_exponents_longer_than_any_in_use_are_refused()
    {
        byte[] modulus = [.. Enumerable.Repeat((byte)0xc3, 128)];
        Assert.True(Imports(DnssecAlgorithm.RsaSha256, [5, 1, 0, 0, 0, 1, .. modulus]));
        Assert.False(Imports(DnssecAlgorithm.RsaSha256, [9, 1, 0, 0, 0, 0, 0, 0, 0, 1, .. modulus]));
        Assert.False(Imports(DnssecAlgorithm.RsaSha256, [3, 0, 0, 0, .. modulus]));
    }

    // An even modulus, an even exponent, an exponent of one, a modulus of ones: whatever they are, nothing throws and nothing verifies.
    [Theory]
    [InlineData("03010001", "c2")]
    [InlineData("0102", "c3")]
    [InlineData("0101", "c3")]
    [InlineData("0104", "c2")]
    [InlineData("03010001", "00")]
    [InlineData("03010001", "ff")]
    public void Odd_numbers_in_RSA_keys_do_no_harm(string exponent, string octet)
    {
        byte[] modulus = [.. Enumerable.Repeat(Convert.FromHexString(octet)[0], 128)];
        DnssecPublicKey.TryImport(new DnskeyRdata(257, 3, DnssecAlgorithm.RsaSha256, (byte[])[.. Convert.FromHexString(exponent), .. modulus]), out DnssecPublicKey? key);
        Assert.NotEqual(true, key?.Verify(new byte[40], new byte[128]));
        Assert.NotEqual(true, key?.Verify(new byte[40], [.. Enumerable.Repeat((byte)0xff, 128)]));
        Assert.NotEqual(true, key?.Verify(new byte[40], []));
        Assert.NotEqual(true, key?.Verify(new byte[40], new byte[70_000]));
    }

    // Whichever way a key is made: the shorter one, and the one of other systems.
    [Theory]
    [InlineData("nistP256", "prime256v1\0", "SHA256")]
    [InlineData("nistP384", "secp384r1\0", "SHA384")]
    [InlineData("nistP521", "secp521r1\0", "SHA512")]
    public void A_curve_key_made_by_OpenSSL_is_the_key_that_the_runtime_makes(string curve, string name, string hash)
    {
        using var signing = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        byte[] data = [1, 2, 3];
        byte[] signature = signing.SignData(data, new HashAlgorithmName(hash));
        ECPoint q = signing.ExportParameters(false).Q;
        byte[] point = [4, .. q.X!, .. q.Y!];
        // Where this fails, keys are imported all the same, only slower.
        Assert.True(OpenSslCurveKey.TryCreate(Encoding.ASCII.GetBytes(name), point, out ECDsa? made));
        using ECDsa key = made;
        Assert.Equal(signing.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        Assert.True(key.VerifyData(data, signature, new HashAlgorithmName(hash)));
        signature[5] ^= 1;
        Assert.False(key.VerifyData(data, signature, new HashAlgorithmName(hash)));
    }

    [Theory]
    [InlineData(DnssecAlgorithm.EcdsaP256Sha256, "nistP256")]
    [InlineData(DnssecAlgorithm.EcdsaP384Sha384, "nistP384")]
    public void Points_off_the_curve_are_no_keys(DnssecAlgorithm algorithm, string curve)
    {
        using var signing = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        ECPoint q = signing.ExportParameters(false).Q;
        int size = q.X!.Length;
        Assert.True(Imports(algorithm, [.. q.X, .. q.Y!]));
        byte[] moved = [.. q.X, .. q.Y!];
        moved[^1] ^= 1;
        Assert.False(Imports(algorithm, moved));
        Assert.False(Imports(algorithm, [.. q.Y!, .. q.X]));
        Assert.False(Imports(algorithm, new byte[2 * size]));
        // Not below the prime.
        Assert.False(Imports(algorithm, [.. Enumerable.Repeat((byte)0xff, 2 * size)]));
        Assert.False(Imports(algorithm, [.. q.X, .. Enumerable.Repeat((byte)0xff, size)]));
        // Nothing of the refusals sticks to what comes after.
        byte[] data = [1, 2, 3];
        Assert.True(Imports(algorithm, [.. q.X, .. q.Y!]));
        Assert.True(signing.VerifyData(data, signing.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
    }

    [Property(MaxTest = 400)]
    public void Any_octets_are_a_key_or_not_and_verify_nothing(byte[] octets, byte[] signature, byte choice)
    {
        DnssecAlgorithm algorithm = Algorithms[choice % Algorithms.Length];
        foreach (byte[] material in new[] { octets, Fill(octets, 32), Fill(octets, 57), Fill(octets, 64), Fill(octets, 96), [3, 1, 0, 1, .. Fill(octets, 128)] })
        {
            var rdata = new DnskeyRdata(257, 3, algorithm, material);
            Assert.InRange(KeyTag.Of(rdata), (ushort)0, ushort.MaxValue);
            if (!DnssecPublicKey.TryImport(rdata, out DnssecPublicKey? key))
                continue;
            // Octets of 0 and 1 alone can be an Ed25519 point of small order, under which almost anything verifies: its owner's loss.
            foreach (byte[] given in new[] { signature, Fill(signature, 64), Fill(signature, 96), Fill(signature, 114), Fill(signature, 128) })
                Assert.False(key.Verify([1, 2, 3], given) && octets.Any(octet => octet > 1), $"{algorithm} {Convert.ToHexString(material)} {Convert.ToHexString(given)}");
        }
    }

    private static byte[] Fill(byte[] octets, int length) =>
        [.. Enumerable.Range(0, length).Select(i => octets.Length == 0 ? (byte)0 : octets[i % octets.Length])];

    private static bool Imports(DnssecAlgorithm algorithm, byte[] publicKey) =>
        DnssecPublicKey.TryImport(new DnskeyRdata(257, 3, algorithm, publicKey), out _);

    // Debian's OpenSSL allows it; where this fails, the tests of algorithms 5 and 7 fail too.
    [Fact]
    public void Signatures_with_SHA_1_are_available_here() => Assert.True(Sha1Signatures.AreAvailable);
}
