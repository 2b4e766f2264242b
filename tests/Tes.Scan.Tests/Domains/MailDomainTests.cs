using Tes.Scan.Domains;
using Xunit;

namespace Tes.Scan.Tests.Domains;

public sealed class MailDomainTests
{
    [Theory]
    [InlineData("example.org", "example.org", "example.org")]
    [InlineData("  Example.ORG.\t", "example.org", "example.org")]
    [InlineData("_tes.example.org", "_tes.example.org", "_tes.example.org")]
    [InlineData("bücher.example", "xn--bcher-kva.example", "bücher.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example", "bücher.example")]
    [InlineData("straße.example", "xn--strae-oqa.example", "straße.example")]
    [InlineData("Ελλάς.example", "xn--hxarsa0b.example", "ελλάς.example")]
    [InlineData("例え。テスト", "xn--r8jz45g.xn--zckzah", "例え.テスト")]
    [InlineData("XN--BCHER-KVA.example", "xn--bcher-kva.example", "bücher.example")]
    [InlineData("xn--a-.example", null, null)]
    [InlineData("xn--999999999999.example", "xn--999999999999.example", "xn--999999999999.example")]
    public void A_domain_is_read_in_any_script_and_shown_in_both_forms(string text, string? ascii, string? unicode)
    {
        bool read = MailDomain.TryParse(text, out MailDomain? domain, out _);

        Assert.Equal(ascii is not null, read);
        Assert.Equal(ascii, domain?.Text);
        Assert.Equal(unicode, domain?.UnicodeText);
        Assert.Equal(ascii, domain?.Name.ToDisplayString());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData(".", "root")]
    [InlineData("example..org", "empty label")]
    [InlineData(".example.org", "empty label")]
    [InlineData("exa mple.org", "white space")]
    [InlineData("exam\u0007ple.org", "control")]
    [InlineData("example,org", "only letters")]
    [InlineData("ex*mple.org", "only letters")]
    [InlineData("-example.org", "hyphen")]
    [InlineData("example-.org", "hyphen")]
    [InlineData("192.0.2.1", "IP address")]
    [InlineData("2001:db8::1", "IP address")]
    [InlineData("[192.0.2.1]", "IP address")]
    [InlineData("[IPv6:2001:db8::1]", "IP address")]
    [InlineData("10.20.30.999", "ends with a number")]
    [InlineData("someone@example.org", "its domain is example.org")]
    [InlineData("someone@", "ends with @")]
    [InlineData("https://example.org/mail", "the domain in it is example.org")]
    [InlineData("example.org/mail", "slash")]
    [InlineData("example.org:25", "colon")]
    [InlineData("bücher\u202e.example", "UTS #46")]
    public void What_is_no_domain_is_refused_with_the_reason(string text, string expected)
    {
        Assert.False(MailDomain.TryParse(text, out _, out string? problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_may_have_63_characters_and_a_name_253()
    {
        string longest = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61));

        Assert.True(MailDomain.TryParse(longest + ".", out MailDomain? domain, out _));
        Assert.Equal(longest, domain.Text);
        Assert.False(MailDomain.TryParse(longest + "d", out _, out string? tooLong));
        Assert.Contains("254", tooLong, StringComparison.Ordinal);
        Assert.False(MailDomain.TryParse(new string('a', 64) + ".org", out _, out string? label));
        Assert.Contains("64", label, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_input_is_refused_without_being_kept() =>
        Assert.False(MailDomain.TryParse(new string('ü', 1_000_000), out _, out _));
}
