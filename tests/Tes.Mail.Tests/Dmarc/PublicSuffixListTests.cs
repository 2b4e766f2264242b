using Tes.Dns;
using Tes.Mail.Dmarc;
using Xunit;

namespace Tes.Mail.Tests.Dmarc;

public sealed class PublicSuffixListTests
{
    private const string List = """
        // ===BEGIN ICANN DOMAINS===
        com
        uk
        co.uk   and what follows white space is no part of the rule
        *.ck
        !www.ck
        *.sch.uk
        個人.hk
        // ===BEGIN PRIVATE DOMAINS===
        blogspot.com
        """;

    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("a.b.EXAMPLE.com", "EXAMPLE.com")]
    [InlineData("com", null)]
    [InlineData("example.uk", "example.uk")]
    [InlineData("mail.example.co.uk", "example.co.uk")]
    [InlineData("co.uk", null)]
    [InlineData("a.city.ck", "a.city.ck")]
    [InlineData("city.ck", null)]
    [InlineData("a.b.www.ck", "www.ck")]
    [InlineData("www.ck", "www.ck")]
    [InlineData("x.school.town.sch.uk", "school.town.sch.uk")]
    [InlineData("town.sch.uk", null)]
    [InlineData("sch.uk", "sch.uk")]
    [InlineData("a.example.xn--gmqw5a.hk", "example.xn--gmqw5a.hk")]
    [InlineData("me.blogspot.com", "me.blogspot.com")]
    [InlineData("blogspot.com", null)]
    [InlineData("a.example.unlisted", "example.unlisted")]
    [InlineData("unlisted", null)]
    [InlineData(".", null)]
    public void The_Organizational_Domain_is_a_label_below_the_longest_rule_Rfc7489_3_2(string name, string? organizational)
    {
        Assert.True(PublicSuffixList.TryRead(List, out PublicSuffixList? list, out string? problem), problem);

        Assert.Equal(organizational, list.OrganizationalDomainOf(DomainName.Parse(name))?.ToDisplayString());
    }

    [Theory]
    [InlineData("", "rule")]
    [InlineData("// only a comment\n", "rule")]
    [InlineData("com\nfoo..bar\n", "line 2")]
    [InlineData("com\r\n\r\na.*.com", "line 3")]
    [InlineData("!com", "line 1")]
    [InlineData("*.", "line 1")]
    [InlineData("<html>\u0007", "line 1")]
    public void What_is_no_list_says_where(string text, string named)
    {
        Assert.False(PublicSuffixList.TryRead(text, out _, out string? problem));

        Assert.Contains(named, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(problem, character => character is < ' ' or > '~');
    }
}
