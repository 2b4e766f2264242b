using Tes.Cryptography;
using Xunit;

namespace Tes.Smtp.Tests.Cryptography;

public sealed class X25519KeyPairTests
{
    // Whichever way a pair is made: by OpenSSL, and in the one of other systems.
    [Fact]
    public void Pairs_of_both_kinds_agree_on_a_secret_Rfc7748_6_1()
    {
        X25519KeyPair[] pairs = [X25519KeyPair.Generate(), X25519KeyPair.Generate(), X25519KeyPair.GenerateManaged(), X25519KeyPair.GenerateManaged()];
        var secrets = new HashSet<string>();

        foreach (var (one, other) in pairs.SelectMany((one, index) => pairs[(index + 1)..].Select(other => (one, other))))
        {
            Assert.Equal(Agree(one, other.PublicKey), Agree(other, one.PublicKey));
            Assert.True(secrets.Add(Agree(one, other.PublicKey)));
        }

        foreach (var pair in pairs) pair.Dispose();
    }

    // Where this fails, pairs are made all the same, only slower
    [Fact]
    public void OpenSSL_makes_the_pairs()
    {
        using var pair = X25519KeyPair.Generate();
        using var managed = X25519KeyPair.GenerateManaged();

        Assert.NotEqual(managed.GetType(), pair.GetType());
    }

    // The points of small order, which give the same secret to everyone
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    public void Points_that_give_zeros_are_refused_Rfc7748_6_1(string point)
    {
        using var pair = X25519KeyPair.Generate();
        using var managed = X25519KeyPair.GenerateManaged();
        var secret = new byte[X25519KeyPair.KeyLength];

        Assert.False(pair.TryAgree(Convert.FromHexString(point), secret));
        Assert.False(managed.TryAgree(Convert.FromHexString(point), secret));
        // A failure leaves nothing behind for who comes next
        Assert.True(pair.TryAgree(managed.PublicKey, secret));
    }

    // RFC 7748 §5: the highest bit of a point is not looked at, and coordinates beyond the prime are reduced
    [Fact]
    public void Points_are_read_as_the_RFC_has_it()
    {
        using var pair = X25519KeyPair.Generate();
        using var other = X25519KeyPair.GenerateManaged();
        var high = other.PublicKey.ToArray();
        high[^1] |= 0x80;

        Assert.Equal(Agree(pair, other.PublicKey), Agree(pair, high));
        Assert.Equal(Agree(other, Convert.FromHexString("f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")), Agree(other, [9, .. new byte[31]]));
        Assert.Equal(Agree(pair, Convert.FromHexString("f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")), Agree(pair, [9, .. new byte[31]]));
    }

    private static string Agree(X25519KeyPair pair, ReadOnlySpan<byte> peer)
    {
        var secret = new byte[X25519KeyPair.KeyLength];
        Assert.True(pair.TryAgree(peer, secret));
        return Convert.ToHexStringLower(secret);
    }
}
