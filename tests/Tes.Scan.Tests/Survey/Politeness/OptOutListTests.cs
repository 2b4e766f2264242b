using System.Net;
using System.Text;
using FsCheck.Xunit;
using Tes.Dns;
using Tes.Scan.Reports;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Lists;
using Tes.Scan.Survey.Politeness;
using Tes.Scan.Tests.Checks;
using Xunit;

namespace Tes.Scan.Tests.Survey.Politeness;

public sealed class OptOutListTests
{
    private const string Text = """
        # asked to be left out
        example.org
        *.below.example   # a comment
        .dot.example
        Upper.Example.
        bücher.example
        192.0.2.1
        198.51.100.0/24
        2001:db8::1
        2001:db8:1::/48
        ::ffff:203.0.113.0/120
        """;

    [Theory]
    [InlineData("example.org", true)]
    [InlineData("EXAMPLE.org.", true)]
    [InlineData("mx.example.org", false)]
    [InlineData("ample.org", false)]
    [InlineData("below.example", true)]
    [InlineData("a.b.below.example", true)]
    [InlineData("notbelow.example", false)]
    [InlineData("dot.example", true)]
    [InlineData("mx.dot.example", true)]
    [InlineData("upper.example", true)]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("example", false)]
    public void Names_are_covered_alone_or_with_all_below(string name, bool covered)
    {
        OptOutList list = Read(Text);
        Assert.Equal(covered, list.Covers(name));
        Assert.Equal(covered, list.Covers(DomainName.Parse(name)));
        Assert.False(OptOutList.Empty.Covers(name));
    }

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.2", false)]
    [InlineData("198.51.100.255", true)]
    [InlineData("198.51.101.0", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData("2001:db8::2", false)]
    [InlineData("2001:db8:1:ffff::", true)]
    [InlineData("2001:db8:2::", false)]
    [InlineData("203.0.113.7", true)]
    public void Addresses_are_covered_alone_or_by_their_network(string address, bool covered)
    {
        Assert.Equal(covered, Read(Text).Covers(IPAddress.Parse(address)));
        Assert.False(OptOutList.Empty.Covers(IPAddress.Parse(address)));
    }

    [Fact]
    public void All_of_a_family_can_be_covered()
    {
        Assert.True(Read("0.0.0.0/0").Covers(IPAddress.Parse("192.0.2.1")));
        Assert.False(Read("0.0.0.0/0").Covers(IPAddress.Parse("2001:db8::1")));
        Assert.True(Read("::/0").Covers(IPAddress.Parse("2001:db8::1")));
    }

    [Theory]
    [InlineData("no domain", "has white space")]
    [InlineData("user@example.org", "mail address")]
    [InlineData("https://example.org/", "URL")]
    [InlineData("192.0.2.1/24", "bits set beyond its prefix")]
    [InlineData("192.0.2.0/33", "prefix length from 0 to 32")]
    [InlineData("192.0.2.0/-1", "prefix length")]
    [InlineData("192.0.2.0/", "prefix length")]
    [InlineData("2001:db8::/129", "prefix length from 0 to 128")]
    [InlineData("::ffff:0.0.0.0/64", "mixes IPv4 and IPv6")]
    [InlineData("127.1", "")]
    [InlineData("010.0.0.1", "")]
    [InlineData("fe80::1%eth0", "")]
    [InlineData("example.org/24", "not a network")]
    [InlineData("*", "")]
    [InlineData("*.", "")]
    [InlineData("..example", "empty label")]
    [InlineData("mx*.example.org", "letters, digits")]
    [InlineData("example.org,example.net", "letters, digits")]
    public void What_is_not_understood_is_an_error_that_names_the_line(string line, string expected)
    {
        Assert.False(OptOutList.TryRead(Encoding.UTF8.GetBytes($"example.net\n\n{line}\nexample.com\n"), out _, out BadLine? problem));
        Assert.Equal((3, line), (problem.Number, problem.Text));
        Assert.Contains(expected, problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_list_is_no_slower_to_ask_and_all_of_it_counts()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 50_000; i++)
            text.Append('n').Append(i).Append(".example\r\n").Append("10.").Append(i / 250).Append('.').Append(i % 250).Append(".0/24\n");
        OptOutList list = Read(text.ToString());
        Assert.Equal(100_000, list.Entries);
        Assert.True(list.Covers("n49999.example") && list.Covers(IPAddress.Parse("10.199.249.9")));
        Assert.False(list.Covers("n50000.example") || list.Covers(IPAddress.Parse("10.200.0.1")));
    }

    [Fact]
    public void A_line_without_end_is_too_long() =>
        Assert.False(OptOutList.TryRead(new byte[1_000_000].Select(_ => (byte)'a').ToArray(), out _, out _));

    [Property]
    public void Any_octets_are_read_or_refused(byte[] octets) =>
        Assert.NotEqual(OptOutList.TryRead(octets, out OptOutList? list, out BadLine? problem), list is null || problem is not null);

    [Theory]
    [InlineData("mx.example.test", 2)]
    [InlineData("*.example.test", 2)]
    [InlineData("192.0.2.0/24", 1)]
    [InlineData("2001:db8::1", 1)]
    [InlineData("example.test", 0)]
    public async Task What_is_covered_is_not_connected_to_and_says_why(string entry, int withheld)
    {
        int met = 0;
        DomainReport report = await new Situation
        {
            OptOut = Read(entry),
            Server = good =>
            {
                met++;
                return good;
            },
        }.TestAsync();
        Assert.Equal(2 - withheld, met);
        Assert.Equal(withheld, report.Facts.Addresses.Count(known => InconclusiveReasons.Of(known.Address.Probe) == InconclusiveReason.OptedOut));
        Assert.All(report.Findings, finding => Assert.NotEqual(Scan.Findings.FindingState.Fail, finding.State));
    }

    // RFC 7672 §8.1: the session would be held under the name behind the CNAME.
    [Fact]
    public async Task The_name_in_the_MX_record_counts_where_it_is_an_alias()
    {
        var situation = new Situation
        {
            OptOut = Read("mx.example.test"),
            Host = "mx.example.test. CNAME real.example.test.\nreal.example.test. A 192.0.2.1",
            Tlsa = $"_25._tcp.real.example.test. TLSA 3 1 1 {Situation.KeyDigest}",
            Server = _ => throw new InvalidOperationException("It was met."),
        };
        DomainReport report = await situation.TestAsync();
        Assert.Equal(InconclusiveReason.OptedOut, InconclusiveReasons.Of(report));
    }

    private static OptOutList Read(string text)
    {
        Assert.True(OptOutList.TryRead(Encoding.UTF8.GetBytes(text), out OptOutList? list, out BadLine? problem), problem?.Problem);
        return list;
    }
}
