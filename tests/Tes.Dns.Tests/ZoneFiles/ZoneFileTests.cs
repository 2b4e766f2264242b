using FsCheck.Xunit;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;
using Xunit;

namespace Tes.Dns.Tests.ZoneFiles;

public class ZoneFileTests
{
    private static readonly DomainName Origin = DomainName.Parse("example.org.");

    [Fact]
    public void A_zone_is_read_RFC1035_5()
    {
        const string Zone = """
            ; a comment
            $TTL 1h30m
            @   IN SOA ns hostmaster (
                    1      ; serial
                    7200 3600 ( 1209600 )
                    300 )
                    NS  ns
                300 IN  MX 10 mail
            mail    IN  60 A 192.0.2.1
                    AAAA 2001:db8::1
            $ORIGIN sub
            www     CNAME @
            \064.x  TXT "semi;colon" ; comment ( here
            other.org. CLASS3 TYPE65280 \# 0
            """;

        Assert.Equal(
            [
                "example.org. 5400 IN SOA ns.example.org. hostmaster.example.org. 1 7200 3600 1209600 300",
                "example.org. 5400 IN NS ns.example.org.",
                "example.org. 300 IN MX 10 mail.example.org.",
                "mail.example.org. 60 IN A 192.0.2.1",
                "mail.example.org. 5400 IN AAAA 2001:db8::1",
                "www.sub.example.org. 5400 IN CNAME sub.example.org.",
                @"\@.x.sub.example.org. 5400 IN TXT ""semi;colon""",
                @"other.org. 5400 CH TYPE65280 \# 0",
            ],
            Lines(Zone));
    }

    [Fact]
    public void Trust_anchor_lines_are_read()
    {
        const string Anchors = """
            . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
            .   172800 IN DNSKEY 257 3 8 AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3
                +/4RgWOq7HrxRixHlFlExOLAJr5emLvN7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8
            """;

        // A continuation line without parentheses is an error, not a guess.
        Assert.False(ZoneFile.TryRead(Anchors, DomainName.Root, out _, out ZoneFileFailure failure));
        Assert.Equal(3, failure.Line);

        string[] first = [.. Anchors.Split('\n').Take(2)];
        Assert.True(ZoneFile.TryRead(string.Join("\r\n", first), DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out _));
        Assert.Equal([(RRType.DS, ZoneFile.DefaultTtl), (RRType.Dnskey, 172_800u)], records.Select(record => (record.Type, record.Ttl)));
    }

    [Fact]
    public void Without_TTL_directive_the_last_stated_TTL_holds() =>
        Assert.Equal(["a. 5 IN A 192.0.2.1", "b. 5 IN A 192.0.2.2", "b. 7 IN A 192.0.2.3", "c. 7 IN A 192.0.2.4"],
            Lines("a. 5 A 192.0.2.1\nb. A 192.0.2.2\n 7 A 192.0.2.3\nc. A 192.0.2.4"));

    [Fact]
    public void Without_any_TTL_the_SOA_minimum_holds_RFC2308_4() =>
        Assert.Equal([600u, 600u], Read("@ SOA . . 1 2 3 4 600\n@ NS .").Select(record => record.Ttl));

    [Fact]
    public void An_owner_that_looks_like_a_class_or_number_is_an_owner() =>
        Assert.Equal(["IN.example.org. 3600 IN A 192.0.2.1", "300.example.org. 3600 IN A 192.0.2.2"], Lines("IN A 192.0.2.1\n300 A 192.0.2.2"));

    [Fact]
    public void An_empty_file_has_no_records() => Assert.Empty(Read("\n  ; nothing\n\n"));

    [Theory]
    [InlineData("a. A 192.0.2.1\n$INCLUDE /etc/passwd\n", 2)]
    [InlineData("$GENERATE 1-9 a$ A 192.0.2.$", 1)]
    [InlineData("  A 192.0.2.1", 1)]
    [InlineData("a. A 192.0.2.1\n\na. NOSUCH x", 3)]
    [InlineData("a. 2147483648 A 192.0.2.1", 1)]
    [InlineData("$TTL 2147483648", 1)]
    [InlineData("$TTL 1x", 1)]
    [InlineData("$TTL 99999999999999999999999999999999999", 1)]
    [InlineData("$ORIGIN a..b", 1)]
    [InlineData("a. IN", 1)]
    [InlineData("a. ANY 1", 1)]
    [InlineData(@"a. OPT \# 0", 1)]
    [InlineData("a. SOA . . (\n1\n2\nx )", 4)]
    [InlineData("a. TXT \"open\nb. A 192.0.2.1", 1)]
    [InlineData("a. TXT ( \"x\"\n", 2)]
    [InlineData("a..b. A 192.0.2.1", 1)]
    public void What_is_not_understood_is_refused_with_its_line(string text, int line)
    {
        Assert.False(ZoneFile.TryRead(text, Origin, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure));
        Assert.Null(records);
        Assert.Equal(line, failure.Line);
    }

    [Fact]
    public void A_file_above_the_limit_is_refused()
    {
        Assert.False(ZoneFile.TryRead(new string('\n', ZoneFile.MaxLength + 1), Origin, out _, out ZoneFileFailure failure));
        Assert.Contains("longer", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void RDATA_above_65535_octets_is_refused() =>
        Assert.False(ZoneFile.TryRead("a. DS 1 8 2 " + new string('0', 140_000), Origin, out _, out _));

    [Property(MaxTest = 1000)]
    public void Hostile_text_never_throws(string? text) => _ = ZoneFile.TryRead(text ?? "", Origin, out _, out _);

    [Property(MaxTest = 1000, Arbitrary = [typeof(Tests.Records.ValidRdata)])]
    public void A_record_reads_back_as_it_was_written(Tests.Records.ValidRdata any, ushort @class)
    {
        if ((ushort)any.Type is 0 or (>= 128 and <= 255) || any.Type == RRType.Opt)
            return;
        var record = new ResourceRecord(Origin, any.Type, (RRClass)@class, 77, any.Rdata);
        ResourceRecord read = Assert.Single(Read(record.ToString()));
        Assert.Equal((record.Owner, record.Type, record.Class, record.Ttl), (read.Owner, read.Type, read.Class, read.Ttl));
        Assert.Equal(any.Rdata, read.Rdata.ToArray());
    }

    private static IReadOnlyList<ResourceRecord> Read(string text)
    {
        Assert.True(ZoneFile.TryRead(text, Origin, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure), failure.ToString());
        return records;
    }

    private static IEnumerable<string> Lines(string text) => Read(text).Select(record => record.ToString());
}
