using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tes.Dns.Iana;
using Tes.Testnet.Certificates;
using Xunit;

namespace Tes.Testnet.Tests.Certificates;

public class CertificateChainTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_private_CA_vouches_for_its_leaf_and_nobody_else()
    {
        CertificateChain chain = Make(ServerCertificate.PrivateCa);
        Assert.True(Builds(chain, trusted: chain, Now));
        Assert.False(Builds(chain, trusted: Make(ServerCertificate.PrivateCa, host: "other.test"), Now));
    }

    [Theory]
    [InlineData(CertificateLifetime.Current, true)]
    [InlineData(CertificateLifetime.Expired, false)]
    [InlineData(CertificateLifetime.NotYetValid, false)]
    public void A_leaf_is_valid_when_declared(CertificateLifetime lifetime, bool valid)
    {
        CertificateChain chain = Make(ServerCertificate.PrivateCa with { Lifetime = lifetime });
        Assert.Equal(valid, Builds(chain, trusted: chain, Now));
    }

    [Fact]
    public void A_leaf_has_the_names_declared()
    {
        using X509Certificate2 own = Load(Make(ServerCertificate.SelfSigned), ChainPosition.Leaf);
        Assert.True(own.MatchesHostname("mx.test"));
        using X509Certificate2 others = Load(Make(new ServerCertificate { Names = ["a.test", "*.b.test"] }), ChainPosition.Leaf);
        Assert.Equal([false, true, true], new[] { "mx.test", "a.test", "x.b.test" }.Select(name => others.MatchesHostname(name)));
    }

    [Fact]
    public void A_self_signed_leaf_is_its_own_issuer()
    {
        CertificateChain chain = Make(ServerCertificate.SelfSigned);
        Assert.Equal(chain.At(ChainPosition.Leaf), chain.At(ChainPosition.Root));
        Assert.Single(chain.Sent);
        Assert.True(Builds(chain, trusted: chain, Now));
    }

    [Fact]
    public void The_same_seed_makes_the_same_keys()
    {
        static byte[] Spki(CertificateChain chain) => Load(chain, ChainPosition.Leaf).PublicKey.ExportSubjectPublicKeyInfo();
        Assert.Equal(Spki(Make(ServerCertificate.SelfSigned)), Spki(Make(ServerCertificate.PrivateCa)));
        Assert.NotEqual(Spki(Make(ServerCertificate.SelfSigned)), Spki(Make(ServerCertificate.SelfSigned, seed: "other")));
        Assert.NotEqual(Spki(Make(ServerCertificate.SelfSigned)), Spki(Make(ServerCertificate.SelfSigned, host: "other.test")));
    }

    [Fact]
    public void TLSA_records_are_made_from_the_certificate_they_name_RFC6698_2_1()
    {
        CertificateChain chain = Make(ServerCertificate.PrivateCa);
        using X509Certificate2 leaf = Load(chain, ChainPosition.Leaf);
        Assert.Equal([3, 1, 1, .. SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo())], Tlsa.DaneEE.ToRdata(chain).ToArray());
        byte[] root = chain.At(ChainPosition.Root).ToArray();
        Assert.Equal([2, 0, 1, .. SHA256.HashData(root)], Tlsa.DaneTA.ToRdata(chain).ToArray());
        Assert.Equal([2, 0, 0, .. root], (Tlsa.DaneTA with { MatchingType = TlsaMatchingType.Full }).ToRdata(chain).ToArray());
        byte[] intermediate = chain.At(ChainPosition.Intermediate).ToArray();
        Assert.Equal([2, 0, 2, .. SHA512.HashData(intermediate)],
            (Tlsa.DaneTA with { MatchingType = TlsaMatchingType.Sha512, Of = ChainPosition.Intermediate }).ToRdata(chain).ToArray());
    }

    [Fact]
    public void TLSA_records_can_be_wrong()
    {
        CertificateChain chain = Make(ServerCertificate.SelfSigned);
        byte[] right = Tlsa.DaneEE.ToRdata(chain).ToArray();
        byte[] other = (Tlsa.DaneEE with { Flaw = TlsaFlaw.OtherCertificate }).ToRdata(chain).ToArray();
        Assert.Equal(right.Length, other.Length);
        Assert.NotEqual(right, other);
        Assert.Equal(right[..^1], (Tlsa.DaneEE with { Flaw = TlsaFlaw.WrongLength }).ToRdata(chain).ToArray());
    }

    private static CertificateChain Make(ServerCertificate declaration, string host = "mx.test", string seed = "tes") =>
        CertificateChain.Make(declaration, host, Now, seed);

    private static X509Certificate2 Load(CertificateChain chain, ChainPosition position) => X509CertificateLoader.LoadCertificate(chain.At(position).Span);

    private static bool Builds(CertificateChain chain, CertificateChain trusted, DateTimeOffset at)
    {
        using var builder = new X509Chain
        {
            ChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                VerificationTime = at.UtcDateTime,
                CustomTrustStore = { Load(trusted, ChainPosition.Root) },
                ExtraStore = { Load(chain, ChainPosition.Intermediate) },
            },
        };
        return builder.Build(Load(chain, ChainPosition.Leaf));
    }
}
