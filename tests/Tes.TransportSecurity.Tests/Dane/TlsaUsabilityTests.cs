using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.TransportSecurity.Dane;
using Xunit;

namespace Tes.TransportSecurity.Tests.Dane;

public class TlsaUsabilityTests
{
    private static readonly TestCertificate Certificate = new CertificateSpec().Make();

    private static TlsaRdata Record(int usage, int selector, int matchingType, byte[] data) =>
        new((TlsaCertificateUsage)usage, (TlsaSelector)selector, (TlsaMatchingType)matchingType, data);

    private static string[] Parameters(IEnumerable<UsableTlsa> records) => [.. records.Select(record => record.Parameters)];

    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 0, 0)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 0, 2)]
    [InlineData(3, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 1, 2)]
    public void DANE_TA_and_DANE_EE_with_fitting_data_are_usable_Rfc7672_3_1(int usage, int selector, int matchingType) =>
        Assert.Single(TlsaUsability.Of([Certificate.Tlsa(usage, selector, matchingType)]).Usable);

    [Theory]
    [InlineData(0, 1, 1, TlsaUnusableReason.PkixUsage)]
    [InlineData(1, 1, 1, TlsaUnusableReason.PkixUsage)]
    [InlineData(4, 1, 1, TlsaUnusableReason.UnknownUsage)]
    [InlineData(255, 1, 1, TlsaUnusableReason.UnknownUsage)]
    [InlineData(3, 2, 1, TlsaUnusableReason.UnknownSelector)]
    [InlineData(3, 255, 1, TlsaUnusableReason.UnknownSelector)]
    [InlineData(3, 1, 3, TlsaUnusableReason.UnknownMatchingType)]
    [InlineData(3, 1, 255, TlsaUnusableReason.UnknownMatchingType)]
    public void Parameters_that_SMTP_does_not_use_are_unusable_Rfc7672_3_1_3(int usage, int selector, int matchingType, TlsaUnusableReason reason)
    {
        TlsaUsability usability = TlsaUsability.Of([Record(usage, selector, matchingType, new byte[32])]);

        Assert.Empty(usability.Usable);
        Assert.Equal(reason, Assert.Single(usability.Unusable).Reason);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 20)]
    [InlineData(1, 31)]
    [InlineData(1, 33)]
    [InlineData(1, 64)]
    [InlineData(2, 0)]
    [InlineData(2, 32)]
    [InlineData(2, 63)]
    [InlineData(2, 65)]
    public void A_digest_of_the_wrong_length_is_unusable_Rfc6698_2_1_3(int matchingType, int length) =>
        Assert.Equal(TlsaUnusableReason.WrongDigestLength, Assert.Single(TlsaUsability.Of([Record(3, 1, matchingType, new byte[length])]).Unusable).Reason);

    [Theory]
    [InlineData(0, TlsaUnusableReason.NotACertificate)]
    [InlineData(1, TlsaUnusableReason.NotAPublicKey)]
    public void Full_data_that_is_no_DER_of_its_kind_is_unusable_Rfc6698_2_1_3(int selector, TlsaUnusableReason reason)
    {
        byte[] good = selector == 0 ? Certificate.Der : Certificate.Spki;
        byte[] other = selector == 0 ? Certificate.Spki : Certificate.Der;
        byte[][] bad = [[], [0x30], new byte[32], other, good[..^1], [.. good, 0]];

        Assert.All(bad, data => Assert.Equal(reason, Assert.Single(TlsaUsability.Of([Record(3, selector, 0, data)]).Unusable).Reason));
    }

    [Fact]
    public void Only_the_strongest_digest_of_a_usage_and_selector_counts_Rfc7671_9()
    {
        TlsaUsability usability = TlsaUsability.Of([Certificate.Tlsa(3, 1, 1), Certificate.Tlsa(3, 1, 2)]);

        Assert.Equal(["3 1 2"], Parameters(usability.Usable));
        Assert.Equal(["3 1 1"], Parameters(usability.Superseded));
        Assert.Empty(usability.Unusable);
    }

    [Fact]
    public void Digests_of_other_usages_and_selectors_do_not_compete_Rfc7671_9()
    {
        TlsaUsability usability = TlsaUsability.Of([Certificate.Tlsa(3, 1, 1), Certificate.Tlsa(3, 0, 2), Certificate.Tlsa(2, 1, 2)]);

        Assert.Equal(["3 1 1", "3 0 2", "2 1 2"], Parameters(usability.Usable));
    }

    [Fact]
    public void Full_neither_disqualifies_a_digest_nor_is_disqualified_Rfc7671_9()
    {
        TlsaUsability usability = TlsaUsability.Of([Certificate.Tlsa(3, 1, 0), Certificate.Tlsa(3, 1, 1), Certificate.Tlsa(3, 1, 2)]);

        Assert.Equal(["3 1 0", "3 1 2"], Parameters(usability.Usable));
    }

    [Fact]
    public void An_unusable_record_with_a_stronger_digest_disqualifies_nothing_Rfc7671_9()
    {
        TlsaUsability usability = TlsaUsability.Of([Certificate.Tlsa(3, 1, 1), Record(3, 1, 2, new byte[63])]);

        Assert.Equal(["3 1 1"], Parameters(usability.Usable));
    }

    [Fact]
    public void All_records_of_the_strongest_digest_stay_Rfc7671_9()
    {
        TlsaUsability usability = TlsaUsability.Of([Record(3, 1, 2, new byte[64]), Certificate.Tlsa(3, 1, 2), Certificate.Tlsa(3, 1, 1)]);

        Assert.Equal(2, usability.Usable.Count);
    }
}
