using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using Tes.Scan.Domains;
using Tes.Scan.Survey.Lists;
using Xunit;
using ZstdSharp;

namespace Tes.Scan.Tests.Survey;

public sealed class DomainListReaderTests
{
    private readonly DomainListTally _tally = new();

    [Fact]
    public void Names_stand_one_a_line_with_comments_and_blanks() =>
        Assert.Equal(["example.org", "example.net", "example.com"], Read("\ufeffexample.org\r\n\n# comment\n  Example.NET.  # another\nexample.com"));

    [Fact]
    public void A_domain_is_handed_on_once_however_it_is_written()
    {
        Assert.Equal(["xn--mller-kva.example", "example.org"], Read("müller.example\nXN--MLLER-KVA.example.\nexample.org\nMÜLLER.example\n"));
        Assert.Equal((4, 2, 2, 0), (_tally.Lines, _tally.Domains, _tally.Duplicates, _tally.BadLines));
    }

    [Theory]
    // Tranco, Umbrella
    [InlineData("1,example.org\r\n2,example.net\r\n")]
    // Majestic
    [InlineData("GlobalRank,TldRank,Domain,TLD,RefSubNets\n1,1,example.org,org,505132\n2,2,example.net,net,50000\n")]
    [InlineData("\"domain\";\"rank\"\n\"example.org\";\"1\"\n\"example.net\";\"2\"\n")]
    [InlineData("rank\tdomain\n1\texample.org\n2\texample.net\n")]
    // By preference, not from the left
    [InlineData("id,name,domain\n1,Siemens,example.org\n2,Google,example.net\n")]
    [InlineData("domain\nexample.org\nexample.net\n")]
    [InlineData("\"domain\"\n\"example.org\"\n\"example.net\"\n")]
    // An empty first cell
    [InlineData("other\tdomain\n\texample.org\nwww.b.example\texample.net\n")]
    // RFC 4180 §2.6
    [InlineData("1,\"Example, \"\"Inc.\"\"\",example.org\n2,,example.net\n")]
    [InlineData("1,\"C# Corner\",example.org\n2,,example.net\n")]
    public void Rank_lists_are_read_by_their_column(string list)
    {
        Assert.Equal(["example.org", "example.net"], Read(list));
        Assert.Equal(0, _tally.BadLines);
    }

    [Fact]
    public void Of_a_zone_file_the_delegations_are_taken()
    {
        const string Zone = """
            $ORIGIN example.
            $TTL 3600
            @ IN SOA ns.nic.example. hostmaster.nic.example. (
                2026112501 ; serial
                3600 600 86400 300 )
              IN NS ns.nic.example.
            example. IN NS ns2.nic.example.
            one 1D IN NS ns1.hoster.test.
                IN NS ns2.hoster.test.
            one 3600 IN DS 1 13 2 ABCD
            signed IN DS 1 13 2 ABCD
                   IN NS ns1.hoster.test.
            TWO.example. 3600 IN NS ns1.hoster.test.
            two IN 3600 NS ns2.hoster.test.
            three NS ns1.hoster.test. ; after $TTL neither TTL nor class
            ns.nic A 192.0.2.1
            $ORIGIN sub
            four NS ns1.hoster.test.
            """;
        Assert.Equal(["one.example", "signed.example", "two.example", "three.example", "four.sub.example"], Read(Zone));
        // The same owner in many records is no duplicate in the list.
        Assert.Equal((0, 0), (_tally.Duplicates, _tally.BadLines));
    }

    [Theory]
    [InlineData("; a zone file\n\n$ORIGIN example.\n@ IN SOA ns h 1 2 3 4 5\none IN NS ns.test.\n")]
    [InlineData("\n; <<>> DiG 9.18 <<>> AXFR example\n;; global options: +cmd\nexample.\t86400\tIN\tSOA\tns. h. 1 2 3 4 5\none.example.\t86400\tIN\tNS\tns.test.\n")]
    public void Comments_may_come_before_a_zone(string list)
    {
        Assert.Equal(["one.example"], Read(list));
        Assert.Equal(0, _tally.BadLines);
    }

    [Fact]
    public void Names_relative_to_an_origin_that_is_not_given_are_bad()
    {
        Assert.Equal(["two.example"], Read("one IN NS ns.test.\ntwo.example. IN NS ns.test.\n"));
        Assert.Contains("$ORIGIN", Assert.Single(_tally.FirstBadLines).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_of_registries_central_service_is_a_zone_file() => Assert.Equal(
        ["one.example", "two.example"],
        Read("example.\t86400\tin\tsoa\tns.example. h.example. 1 2 3 4 5\none.example.\t86400\tin\tns\tns1.test.\none.example.\t86400\tin\tns\tns2.test.\ntwo.example.\t86400\tin\tns\tns1.test.\n"));

    [Fact]
    public void Bad_lines_are_counted_with_their_numbers_and_stop_nothing()
    {
        Assert.Equal(["example.org", "example.net"], Read($"example.org\nhttps://example.com/\nuser@example.com\n192.0.2.1\nfoo bar\n{new string('a', 20_000)}\nexample.net\n"));
        Assert.Equal((7, 2, 5), (_tally.Lines, _tally.Domains, _tally.BadLines));
        Assert.Equal([2L, 3, 4, 5, 6], _tally.FirstBadLines.Select(bad => bad.Number));
        Assert.Equal("https://example.com/", _tally.FirstBadLines[0].Text);
        Assert.Contains("URL", _tally.FirstBadLines[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_bad_lines_the_first_are_kept()
    {
        Assert.Empty(Read(string.Concat(Enumerable.Repeat("not a domain\n", 5000))));
        Assert.Equal((5000, DomainListTally.MaxBadLines), (_tally.BadLines, _tally.FirstBadLines.Count));
    }

    [Fact]
    public void Compressed_lists_are_read_as_they_are()
    {
        byte[] list = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i + 1},n{i}.example\n")));
        foreach (byte[] compressed in new[] { Gzip(list), Zstandard(list) })
        {
            Assert.True(compressed.Length < list.Length);
            Assert.Equal(50_000, DomainListReader.Read(new MemoryStream(compressed), new DomainListTally()).Count());
        }
    }

    [Fact]
    public void Damage_is_told_as_such_after_what_could_be_read()
    {
        byte[] list = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"n{i}.example\n")));
        foreach (byte[] compressed in new[] { Gzip(list), Zstandard(list) })
        {
            var tally = new DomainListTally();
            Assert.Throws<InvalidDataException>(() => DomainListReader.Read(new MemoryStream(compressed[..(compressed.Length / 2)]), tally).Count());
            Assert.InRange(tally.Domains, 1, 49_999);
        }
    }

    [Fact]
    public void What_begins_with_NUL_octets_is_no_list_and_later_ones_spoil_their_line()
    {
        Assert.Throws<InvalidDataException>(() => Read("example.org\nexample\0.net\n"));
        string[] names = [.. Enumerable.Range(0, 1_000).Select(i => $"n{i}.example")];
        Assert.Equal(names, Read($"{string.Join('\n', names)}\nexample\0.net\n"));
        Assert.Equal(1, _tally.BadLines);
    }

    [Property(MaxTest = 300)]
    public void Any_octets_are_a_list(byte[] octets)
    {
        foreach (byte[] list in new[] { octets, [0x1f, 0x8b, .. octets], [0x28, 0xb5, 0x2f, 0xfd, .. octets] })
        {
            try
            {
                Assert.All(DomainListReader.Read(new MemoryStream(list), new DomainListTally()), domain => Assert.True(MailDomain.TryParse(domain.Text, out _, out _)));
            }
            catch (InvalidDataException)
            {
                // No text, or compressed data that are damaged.
            }
        }
    }

    private static byte[] Gzip(byte[] octets)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
            gzip.Write(octets);
        return to.ToArray();
    }

    private static byte[] Zstandard(byte[] octets)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(octets).ToArray();
    }

    private string[] Read(string list) => [.. DomainListReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(list)), _tally).Select(domain => domain.Text)];
}
