using FsCheck.Xunit;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Xunit;

namespace Tes.Dns.Tests.Records;

[Properties(Arbitrary = [typeof(ValidRdata)])]
public class RdataTextTests
{
    private static readonly DomainName Origin = DomainName.Parse("example.org.");

    [Property(MaxTest = 2000)]
    public void Presentation_form_reads_back_as_the_same_octets(ValidRdata any)
    {
        string text = RdataText.Format(any.Type, any.Rdata);

        Assert.True(RdataText.TryParse(any.Type, text, Origin, out byte[]? rdata, out ParseFailure failure), $"{text}: {failure}");
        Assert.Equal(any.Rdata, rdata);
        Assert.All(text, character => Assert.InRange(character, ' ', '~'));
    }

    [Property(MaxTest = 2000)]
    public void Hostile_text_never_throws(string? text, ushort type) =>
        _ = RdataText.TryParse((RRType)(type % 64), text ?? "", Origin, out _, out _);

    [Theory]
    [InlineData(RRType.MX, "10 mail", "10 mail.example.org.")]
    [InlineData(RRType.MX, "10 @", "10 example.org.")]
    [InlineData(RRType.MX, "10 mail.", "10 mail.")]
    [InlineData(RRType.MX, "10 ( mail ; comment\n )", "10 mail.example.org.")]
    [InlineData(RRType.A, @"\# 4 C0 00 0201", "192.0.2.1")]
    [InlineData(RRType.Txt, @"plain ""two words"" ""a\""b\\c;d"" \100ef", @"""plain"" ""two words"" ""a\""b\\c;d"" ""def""")]
    [InlineData(RRType.DS, "20326 RSASHA256 SHA256 E06D44B8 0B8F1D39", "20326 8 2 E06D44B80B8F1D39")]
    [InlineData(RRType.DS, "1 EcdsaP256Sha256 SHA-384 00", "1 13 4 00")]
    [InlineData(RRType.Dnskey, "257 3 ED25519 AwEA AQ==", "257 3 15 AwEAAQ==")]
    [InlineData(RRType.Tlsa, "3 1 1 ( ABcd\n 01 )", "3 1 1 ABCD01")]
    [InlineData(RRType.Nsec, @"@ MX a TYPE65280", "example.org. A MX TYPE65280")]
    [InlineData(RRType.Nsec3, "1 1 0 - 0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM", "1 1 0 - 0p9mhaveqvm6t7vbl5lop2u3t2rp3tom")]
    [InlineData(RRType.Caa, @"0 issue ""ca.example.net""", @"0 ""issue"" ""ca.example.net""")]
    [InlineData((RRType)65_280, @"\# 2 ABCD", @"\# 2 ABCD")]
    public void Allowed_spellings_are_read(RRType type, string text, string canonical)
    {
        Assert.True(RdataText.TryParse(type, text, Origin, out byte[]? rdata, out ParseFailure failure), failure.ToString());
        Assert.Equal(canonical, RdataText.Format(type, rdata));
    }

    [Theory]
    [InlineData("00 04 60000000", "a zero octet at the end of a window")]
    [InlineData("00 01 00", "a window without a type")]
    public void A_type_bitmap_that_is_too_long_is_written_so_that_no_octet_is_lost_RFC4034_4_1_2(string bitmap, string why)
    {
        byte[] rdata = [0, .. Convert.FromHexString(bitmap.Replace(" ", "", StringComparison.Ordinal))];
        string text = RdataText.Format(RRType.Nsec, rdata);

        Assert.True(RdataText.TryParse(RRType.Nsec, text, Origin, out byte[]? again, out ParseFailure failure), $"{why}: {failure}");
        Assert.Equal(rdata, again);
    }

    [Fact]
    public void Rrsig_times_are_read_in_both_forms_RFC4034_3_2()
    {
        const string Rest = "1 example.org. AAAA";
        Assert.True(RdataText.TryParse(RRType.Rrsig, $"A 13 2 300 20260101000000 20251201000000 {Rest}", Origin, out byte[]? dates, out _));
        Assert.True(RdataText.TryParse(RRType.Rrsig, $"A 13 2 300 1767225600 1764547200 {Rest}", Origin, out byte[]? seconds, out _));
        Assert.Equal(dates, seconds);
    }

    [Theory]
    [InlineData(RRType.A, "127.1", 0)]
    [InlineData(RRType.A, "010.0.0.1", 0)]
    [InlineData(RRType.A, "1.2.3.4 5", 8)]
    [InlineData(RRType.A, "", 0)]
    [InlineData(RRType.A, @"\# 3 010203", 0)]
    [InlineData(RRType.A, @"\# 4 010203", 0)]
    [InlineData(RRType.Aaaa, "fe80::1%eth0", 0)]
    [InlineData(RRType.Aaaa, "192.0.2.1", 0)]
    [InlineData(RRType.MX, "65536 mail", 0)]
    [InlineData(RRType.MX, "-1 mail", 0)]
    [InlineData(RRType.MX, "10 ma..il", 6)]
    [InlineData(RRType.MX, "10 mail\nsecond", 8)]
    [InlineData(RRType.Txt, "\"open", 0)]
    [InlineData(RRType.Txt, @"""\999""", 0)]
    [InlineData(RRType.Txt, "\"\u00e4\"", 0)]
    [InlineData(RRType.DS, "1 NOSUCH 2 00", 2)]
    [InlineData(RRType.DS, "1 8 2 0", 6)]
    [InlineData(RRType.Dnskey, "257 3 8 A", 8)]
    [InlineData(RRType.Rrsig, "A 13 2 300 20261301000000 0 1 . AAAA", 11)]
    [InlineData(RRType.Nsec, ". NOSUCH", 2)]
    [InlineData(RRType.Nsec3, "1 0 0 A 00", 6)]
    [InlineData((RRType)65_280, "abc", 0)]
    [InlineData(RRType.MX, "10 ( mail", 9)]
    [InlineData(RRType.MX, "10 mail )", 8)]
    public void What_is_not_RDATA_is_refused_where_it_is_wrong(RRType type, string text, int offset)
    {
        Assert.False(RdataText.TryParse(type, text, Origin, out byte[]? rdata, out ParseFailure failure));
        Assert.Null(rdata);
        Assert.Equal(offset, failure.Offset);
        Assert.NotEmpty(failure.Reason);
    }
}
