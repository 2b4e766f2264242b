using Tes.Dns.Records;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Pkix;
using Xunit;

namespace Tes.TransportSecurity.Tests.Dane;

public class DaneEEAuthenticationTests
{
    private static readonly TestCertificate Leaf = new CertificateSpec { DnsNames = ["mx.example.org"] }.Make();
    private static readonly TestCertificate Other = new CertificateSpec().Make();

    private static DaneAuthentication Authenticate(byte[][] chain, params TlsaRdata[] records) => Authentication.Run(chain, ["mx.example.org"], records);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void The_leaf_matches_by_any_selector_and_matching_type_Rfc7671_5_1(int selector, int matchingType)
    {
        var authenticated = Assert.IsType<DaneAuthentication.Authenticated>(Authenticate([Leaf.Der], Leaf.Tlsa(3, selector, matchingType)));

        Assert.Equal(0, authenticated.Depth);
        Assert.Equal(PeerAuthenticationMethod.DaneEE, authenticated.Peer.Method);
        Assert.Null(authenticated.Peer.MatchedName);
        Assert.Equal(Leaf.Der, authenticated.Peer.LeafCertificate.ToArray());
    }

    [Fact]
    public void Names_dates_and_issuers_do_not_count_Rfc7672_3_1_1()
    {
        TestCertificate leaf = new CertificateSpec
        {
            Subject = "CN=elsewhere.example.net",
            Issuer = Other,
            NotBefore = TestCertificate.Now.AddYears(-2),
            NotAfter = TestCertificate.Now.AddYears(-1),
        }.Make();

        Assert.IsType<DaneAuthentication.Authenticated>(Authenticate([leaf.Der], leaf.Tlsa(3, 1, 1)));
    }

    [Fact]
    public void One_record_of_several_is_enough_Rfc7671_8_1()
    {
        // The case of a key rollover, and of servers with an RSA and an ECDSA certificate
        TlsaRdata next = Other.Tlsa(3, 1, 1);

        Assert.IsType<DaneAuthentication.Authenticated>(Authenticate([Leaf.Der], next, Leaf.Tlsa(3, 1, 1)));
        Assert.IsType<DaneAuthentication.Authenticated>(Authenticate([Leaf.Der], Other.Tlsa(2, 0, 1), Leaf.Tlsa(3, 1, 1)));
    }

    [Fact]
    public void Only_the_leaf_counts_not_another_certificate_of_the_chain_Rfc7671_5_1()
    {
        var mismatch = Assert.IsType<DaneAuthentication.Mismatch>(Authenticate([Leaf.Der, Other.Der], Other.Tlsa(3, 1, 1)));

        Assert.Equal(TlsaMismatchReason.LeafDiffers, Assert.Single(mismatch.Reasons).Reason);
    }

    [Fact]
    public void A_weaker_digest_that_matches_does_not_help_beside_a_stronger_one_that_does_not_Rfc7671_9()
    {
        var mismatch = Assert.IsType<DaneAuthentication.Mismatch>(Authenticate([Leaf.Der], Leaf.Tlsa(3, 1, 1), Other.Tlsa(3, 1, 2)));

        Assert.Equal("3 1 2", Assert.Single(mismatch.Reasons).Record.Parameters);
    }

    [Fact]
    public void An_explanation_names_the_record_the_certificate_and_what_it_is_instead()
    {
        var mismatch = Assert.IsType<DaneAuthentication.Mismatch>(Authenticate([Leaf.Der], Other.Tlsa(3, 1, 1)));

        string explanation = Assert.Single(mismatch.Reasons).Explanation;
        Assert.Contains("3 1 1", explanation);
        Assert.Contains("CN=leaf", explanation);
        Assert.Contains(Convert.ToHexStringLower(Leaf.Tlsa(3, 1, 1).CertificateAssociationData.Span), explanation);
    }

    [Fact]
    public void A_certificate_with_unreadable_extensions_and_dates_still_matches_by_key_Rfc7671_5_1()
    {
        byte[] der = Authentication.CorruptAfterKey(Leaf.Der, Leaf.Spki);
        Assert.False(PeerCertificate.TryRead(der, out _, out _));

        Assert.IsType<DaneAuthentication.Authenticated>(Authenticate([der], Leaf.Tlsa(3, 1, 1)));
    }

    [Fact]
    public void A_leaf_that_is_no_certificate_at_all_is_told_apart()
    {
        var mismatch = Assert.IsType<DaneAuthentication.Mismatch>(Authenticate([[1, 2, 3]], Leaf.Tlsa(3, 1, 1), Leaf.Tlsa(2, 0, 1)));

        Assert.All(mismatch.Reasons, reason => Assert.Equal(TlsaMismatchReason.UnreadableCertificate, reason.Reason));
    }

    [Fact]
    public void An_empty_chain_matches_nothing()
    {
        var mismatch = Assert.IsType<DaneAuthentication.Mismatch>(Authenticate([], Leaf.Tlsa(3, 1, 1)));

        Assert.Equal(TlsaMismatchReason.NoCertificate, Assert.Single(mismatch.Reasons).Reason);
    }

    [Fact]
    public void Without_records_nothing_is_authenticated() =>
        Assert.IsType<DaneAuthentication.Mismatch>(Authenticate([Leaf.Der]));
}
