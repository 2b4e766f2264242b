using System.Security.Cryptography;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Pkix;
using Xunit;
using static Tes.TransportSecurity.Tests.Answers;

namespace Tes.TransportSecurity.Tests.Dane;

public class DaneToolsTests
{
    private static readonly TestCertificate Root = CertificateSpec.Ca("CN=Root").Make();
    private static readonly TestCertificate Intermediate = CertificateSpec.Ca("CN=Intermediate", Root).Make();
    private static readonly TestCertificate Leaf = new CertificateSpec { Issuer = Intermediate, DnsNames = ["mx.example.org"] }.Make();

    private static string Pem(TestCertificate certificate, string label = "CERTIFICATE") => PemEncoding.WriteString(label, certificate.Der) + "\n";

    private static IReadOnlyList<PeerCertificate> Read(string text)
    {
        Assert.True(PemCertificates.TryRead(text, out IReadOnlyList<PeerCertificate>? certificates, out PemFailure? failure), failure?.Reason);
        return certificates;
    }

    private static PemFailure Fails(string text)
    {
        Assert.False(PemCertificates.TryRead(text, out _, out PemFailure? failure));
        return failure;
    }

    [Fact]
    public void All_certificates_of_a_file_are_read_in_order_Rfc7468_5()
    {
        IReadOnlyList<PeerCertificate> certificates = Read("subject=CN = leaf\n" + Pem(Leaf) + "junk between\r\n" + Pem(Intermediate).Replace("\n", "\r\n"));

        Assert.Equal(["CN=leaf", "CN=Intermediate"], certificates.Select(certificate => certificate.Subject));
        Assert.Equal(Leaf.Der, certificates[0].Der.ToArray());
    }

    [Fact]
    public void A_private_key_beside_certificates_is_passed_over_as_servers_have_combined_files() =>
        Assert.Single(Read(PemEncoding.WriteString("PRIVATE KEY", new byte[40]) + "\n" + Pem(Leaf)));

    [Fact]
    public void A_file_without_certificates_says_what_it_is()
    {
        Assert.Equal(PemFault.NotPem, Fails("").Fault);
        Assert.Equal(PemFault.NotPem, Fails("\u0030\u0082\u0001").Fault);
        Assert.Equal(PemFault.OnlyPrivateKey, Fails(PemEncoding.WriteString("EC PRIVATE KEY", new byte[40])).Fault);
        Assert.Equal(PemFault.NoCertificate, Fails(PemEncoding.WriteString("CERTIFICATE REQUEST", new byte[40])).Fault);
        Assert.Equal(PemFault.Malformed, Fails(PemEncoding.WriteString("CERTIFICATE", new byte[40])).Fault);
        Assert.Equal(PemFault.Malformed, Fails(Pem(Leaf).Replace("MII", "M!I") + Pem(Intermediate)).Fault);
        Assert.Equal(PemFault.Malformed, Fails(Pem(Leaf).Replace("-----END CERTIFICATE-----", "") + Pem(Intermediate)).Fault);
        Assert.Equal(PemFault.TooLarge, Fails(string.Concat(Enumerable.Repeat(Pem(Leaf), DerLimits.MaxChainLength + 1))).Fault);
        Assert.Equal(PemFault.TooLarge, Fails(new string('x', PemCertificates.MaxTextLength + 1)).Fault);
    }

    [Fact]
    public void A_chain_is_read_although_nobody_can_read_its_certificates_for_DANE_EE()
    {
        Assert.True(PemCertificates.TryReadDer(PemEncoding.WriteString("CERTIFICATE", new byte[40]), out IReadOnlyList<ReadOnlyMemory<byte>>? chain, out _));

        Assert.Equal(new byte[40], Assert.Single(chain).ToArray());
    }

    [Theory]
    [InlineData("3 1 1 00ff")]
    [InlineData("  3\t1 1 00 fF ")]
    [InlineData("dane-ee SPKI sha2-256 00FF")]
    public void TLSA_text_is_read_Rfc6698_2_2(string text)
    {
        Assert.True(TlsaText.TryParse(text, out TlsaRdata? record, out _));

        Assert.Equal(new TlsaRdata(TlsaCertificateUsage.DaneEE, TlsaSelector.Spki, TlsaMatchingType.Sha256, new byte[] { 0, 255 }), record);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("3 1 1", 4)]
    [InlineData("256 1 1 00", 1)]
    [InlineData("-1 1 1 00", 1)]
    [InlineData("3 x 1 00", 2)]
    [InlineData("3 1 MD5 00", 3)]
    [InlineData("3 1 1 0", 4)]
    [InlineData("3 1 1 0g", 4)]
    [InlineData("3 1 1 ٠٠", 4)]
    public void TLSA_text_that_is_wrong_says_where(string text, int field)
    {
        Assert.False(TlsaText.TryParse(text, out _, out Tes.Dns.ParseFailure failure));

        Assert.Equal(field, failure.Offset);
    }

    [Fact]
    public void Verification_tells_match_from_mismatch_from_unusable()
    {
        IReadOnlyList<PeerCertificate> chain = Read(Pem(Leaf) + Pem(Intermediate));
        DaneVerification Verify(TlsaRdata record, string name) => DaneVerification.Of([record], [.. chain.Select(certificate => certificate.Der)], [Name(name)], TestCertificate.Now);

        Assert.IsType<DaneAuthentication.Authenticated>(Verify(Leaf.Tlsa(3, 1, 1), "other.example.org").Outcome);
        Assert.IsType<DaneAuthentication.Authenticated>(Verify(Intermediate.Tlsa(2, 0, 1), "mx.example.org").Outcome);
        Assert.IsType<DaneAuthentication.Mismatch>(Verify(Intermediate.Tlsa(2, 0, 1), "other.example.org").Outcome);
        DaneVerification unusable = Verify(Leaf.Tlsa(1, 1, 1), "mx.example.org");
        Assert.Null(unusable.Outcome);
        Assert.Empty(unusable.Records.Usable);
    }

    [Fact]
    public void A_record_is_made_for_the_leaf_as_3_1_1_by_default_Rfc7672_3_1()
    {
        Assert.True(TlsaGeneration.TryMake(Read(Pem(Leaf) + Pem(Intermediate)), out TlsaGeneration? generation, out _));

        Assert.Equal(Leaf.Tlsa(3, 1, 1), generation.Record);
        Assert.Equal($"_25._tcp.mx.example.org. IN TLSA 3 1 1 {Convert.ToHexString(SHA256.HashData(Leaf.Spki))}", generation.ToZoneLine(Name("mx.example.org"), 25));
        Assert.Null(generation.ToZoneLine(Name($"{new string('a', 63)}.{new string('a', 63)}.{new string('a', 63)}.{new string('a', 60)}"), 25));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void A_DANE_TA_record_is_made_for_the_highest_issuer_in_any_order_Rfc7671_5_2(int selector, int matchingType)
    {
        TlsaGeneration Make(string text)
        {
            Assert.True(TlsaGeneration.TryMake(
                Read(text), out TlsaGeneration? generation, out _, TlsaCertificateUsage.DaneTA, (TlsaSelector)selector, (TlsaMatchingType)matchingType));
            return generation;
        }

        Assert.Equal(Intermediate.Tlsa(2, selector, matchingType), Make(Pem(Leaf) + Pem(Intermediate)).Record);
        Assert.Equal(Root.Tlsa(2, selector, matchingType), Make(Pem(Leaf) + Pem(Root) + Pem(Intermediate)).Record);
        Assert.Equal(Root.Tlsa(2, selector, matchingType), Make(Pem(Root)).Record);
    }

    [Fact]
    public void A_record_that_could_not_work_is_not_made()
    {
        TlsaGenerationFault? Fault(string text, int usage, int selector = 1, int matchingType = 1)
        {
            Assert.False(TlsaGeneration.TryMake(
                Read(text), out _, out TlsaGenerationFault? fault, (TlsaCertificateUsage)usage, (TlsaSelector)selector, (TlsaMatchingType)matchingType));
            return fault;
        }

        Assert.Equal(TlsaGenerationFault.UnusableUsage, Fault(Pem(Leaf), 1));
        Assert.Equal(TlsaGenerationFault.UnknownSelector, Fault(Pem(Leaf), 3, selector: 2));
        Assert.Equal(TlsaGenerationFault.UnknownMatchingType, Fault(Pem(Leaf), 3, matchingType: 3));
        Assert.Equal(TlsaGenerationFault.NoIssuer, Fault(Pem(Leaf), 2));
        Assert.Equal(TlsaGenerationFault.NoIssuer, Fault(Pem(Leaf) + Pem(Root), 2));
    }

    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 0, 2)]
    [InlineData(3, 1, 0)]
    public void What_is_generated_verifies(int usage, int selector, int matchingType)
    {
        IReadOnlyList<PeerCertificate> chain = Read(Pem(Leaf) + Pem(Intermediate) + Pem(Root));
        Assert.True(TlsaGeneration.TryMake(chain, out TlsaGeneration? generation, out _, (TlsaCertificateUsage)usage, (TlsaSelector)selector, (TlsaMatchingType)matchingType));

        Assert.IsType<DaneAuthentication.Authenticated>(DaneVerification.Of([generation.Record], [.. chain.Select(certificate => certificate.Der)], [Name("mx.example.org")], TestCertificate.Now).Outcome);
    }
}
