using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Tes.Dns;
using Tes.TransportSecurity.Pkix;
using Xunit;

namespace Tes.TransportSecurity.Tests.Pkix;

public class PresentedIdentifiersTests
{
    private static PresentedIdentifiers Read(CertificateSpec spec)
    {
        Assert.True(PeerCertificate.TryRead(spec.Make().Der, out PeerCertificate? certificate, out _));
        Assert.True(PresentedIdentifiers.TryRead(certificate, out PresentedIdentifiers? identifiers));
        return identifiers;
    }

    private static bool Carries(CertificateSpec spec, string reference) => Read(spec).FirstMatch([DomainName.Parse(reference)]) is not null;

    [Theory]
    [InlineData("mx.example.org", "mx.example.org", true)]
    [InlineData("MX.Example.ORG", "mx.example.org", true)]
    [InlineData("mx.example.org", "mx.example.net", false)]
    [InlineData("example.org", "mx.example.org", false)]
    [InlineData("mx.example.org", "example.org", false)]
    [InlineData("*.example.org", "mx.example.org", true)]
    [InlineData("*.EXAMPLE.org", "MX.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", "a.mx.example.org", false)]
    [InlineData("*.org", "example.org", true)]
    [InlineData("m*.example.org", "mx.example.org", false)]
    [InlineData("*x.example.org", "mx.example.org", false)]
    [InlineData("mx.*.org", "mx.example.org", false)]
    [InlineData("*.*.org", "mx.example.org", false)]
    [InlineData("**.example.org", "mx.example.org", false)]
    [InlineData("*", "org", false)]
    [InlineData("*.", "org", false)]
    [InlineData("mx.example.org.", "mx.example.org", false)]
    [InlineData("", "mx.example.org", false)]
    [InlineData(".", "mx.example.org", false)]
    [InlineData("mx.example.org ", "mx.example.org", false)]
    [InlineData("mx.example.org\0.evil.example", "mx.example.org", false)]
    [InlineData("mx.example.org\0", "mx.example.org", false)]
    [InlineData("mx\\.example.org", "mx.example.org", false)]
    [InlineData("\\109x.example.org", "mx.example.org", false)]
    [InlineData("xn--mx-eka.example.org", "xn--mx-eka.example.org", true)]
    [InlineData("*.xn--mx-eka.example.org", "a.xn--mx-eka.example.org", true)]
    [InlineData("*.example.org", "xn--mx-eka.example.org", true)]
    [InlineData("mäx.example.org", "xn--mx-via.example.org", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    public void A_presented_name_matches_by_whole_labels_Rfc7672_3_2_3(string presented, string reference, bool expected) =>
        Assert.Equal(expected, PresentedIdentifiers.Matches(presented, DomainName.Parse(reference)));

    [Fact]
    public void DNS_names_are_read_from_the_subject_alternative_name_Rfc7672_3_2_3()
    {
        PresentedIdentifiers identifiers = Read(new CertificateSpec { DnsNames = ["a.example.org", "*.example.net"] });

        Assert.Equal(["a.example.org", "*.example.net"], identifiers.Names);
        Assert.Equal(PresentedIdentifierSource.SubjectAlternativeName, identifiers.Source);
        Assert.Equal("mx.example.net", identifiers.FirstMatch([DomainName.Parse("x.example.com"), DomainName.Parse("mx.example.net")])?.ToDisplayString());
    }

    [Fact]
    public void The_common_name_counts_only_without_any_DNS_name_Rfc7672_3_2_3()
    {
        var byCommonName = new CertificateSpec { Subject = "CN=mx.example.org" };

        Assert.True(Carries(byCommonName, "mx.example.org"));
        Assert.False(Carries(byCommonName with { DnsNames = ["www.example.org"] }, "mx.example.org"));
        Assert.False(Carries(byCommonName with { DnsNames = [""] }, "mx.example.org"));
    }

    [Fact]
    public void Other_kinds_of_alternative_names_leave_the_common_name_standing_Rfc7672_3_2_3() =>
        Assert.True(Carries(new CertificateSpec
        {
            Subject = "CN=mx.example.org",
            OtherNames = [new GeneralName(GeneralName.IPAddress, "192.0.2.1"), new GeneralName(GeneralName.Rfc822Name, "a@example.org")],
        }, "mx.example.org"));

    [Fact]
    public void Any_common_name_of_several_counts_and_wildcards_in_it_too_Rfc7672_3_2_3()
    {
        var spec = new CertificateSpec { Subject = "CN=Mail of Example,O=Example,CN=*.example.org" };

        Assert.True(Carries(spec, "mx.example.org"));
        Assert.False(Carries(spec, "mx.example.net"));
    }

    [Theory]
    [InlineData("CN=mx.example.org\\00.evil.example")]
    [InlineData("CN=mx.example.org evil")]
    [InlineData("O=mx.example.org")]
    public void A_common_name_that_is_no_DNS_name_matches_nothing(string subject) =>
        Assert.False(Carries(new CertificateSpec { Subject = subject }, "mx.example.org"));

    [Fact]
    public void An_alternative_name_that_cannot_be_read_makes_no_identifiers_and_no_fallback_Rfc5280_4_2_1_6()
    {
        var spec = new CertificateSpec { Subject = "CN=mx.example.org", CriticalExtension = ("2.5.29.17", new DerOctetString([1, 2])) };

        Assert.True(PeerCertificate.TryRead(spec.Make().Der, out PeerCertificate? certificate, out _));
        Assert.False(PresentedIdentifiers.TryRead(certificate, out _));
    }

    [Fact]
    public void Shown_names_are_cut_and_escaped()
    {
        string shown = Read(new CertificateSpec { DnsNames = ["a\u001b[2J", .. Enumerable.Range(0, 20).Select(i => $"n{i}.example.org")] }).ToString();

        Assert.DoesNotContain('\u001b', shown);
        Assert.Contains("and 16 more", shown);
    }
}
