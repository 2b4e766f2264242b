using System.Text;
using Tes.Dns;
using Tes.Mail.Messages;
using Tes.Mail.Tests.Dkim;
using Xunit;

namespace Tes.Mail.Tests.Messages;

public sealed class AuthorAddressesTests
{
    private static AuthorAddresses Of(string value) => AuthorAddresses.Of(TestMail.Read(Encoding.UTF8.GetBytes($"From: {value}\r\n\r\n")));

    [Theory]
    [InlineData("joe@example.org", "joe@example.org")]
    [InlineData("Joe <joe@example.org>", "joe@example.org")]
    [InlineData("<joe@example.org>", "joe@example.org")]
    [InlineData("\"Joe, Q. <x@y>\" <joe@example.org>", "joe@example.org")]
    [InlineData("Joe Q. Public <joe@example.org>", "joe@example.org")]
    [InlineData("=?utf-8?q?J=C3=B6?= <joe@example.org>", "joe@example.org")]
    [InlineData("\r\n Joe\r\n\t<joe@example.org>", "joe@example.org")]
    [InlineData("joe@example.org (Joe (the first) \\) x@y.example)", "joe@example.org")]
    [InlineData("(a) joe (b) @ (c) example.org (d)", "joe@example.org")]
    [InlineData("joe . q @ example . org", "joe.q@example.org")]
    [InlineData("\"joe q\"@example.org", "\"joe q\"@example.org")]
    [InlineData("\"a\\\"b\\\\@x\"@example.org", "\"a\\\"b\\\\@x\"@example.org")]
    [InlineData("\"security@bank.example, noreply\"@evil.example", "\"security@bank.example, noreply\"@evil.example")]
    [InlineData("security\uff20bank.example\uff0cnoreply@evil.example", "\"security\uff20bank.example\uff0cnoreply\"@evil.example")]
    [InlineData("<@a.example,@b.example:joe@example.org>", "joe@example.org")]
    [InlineData("a@example.org, B <b@example.net>", "a@example.org b@example.net")]
    [InlineData(", a@example.org ,, b@example.net,", "a@example.org b@example.net")]
    [InlineData("Team: a@example.org, B <b@example.net>;", "a@example.org b@example.net")]
    [InlineData("Team: a@example.org;, c@example.com", "a@example.org c@example.com")]
    [InlineData("undisclosed: ;", "")]
    [InlineData("joe@[192.0.2.1]", "joe@[192.0.2.1]")]
    [InlineData("joe@[IPv6:2001:db8::1]", "joe@[IPv6:2001:db8::1]")]
    [InlineData("jö@bücher.example", "jö@xn--bcher-kva.example")]
    [InlineData("joe..@example.org", "\"joe..\"@example.org")]
    public void Addresses_are_found_in_every_form_of_Rfc5322_3_4(string value, string addresses)
    {
        var read = Assert.IsType<AuthorAddresses.Read>(Of(value));

        Assert.Equal(addresses, string.Join(' ', read.Mailboxes));
        Assert.Equal(1, read.FieldCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(",")]
    [InlineData("joe")]
    [InlineData("joe@")]
    [InlineData("@example.org")]
    [InlineData("<>")]
    [InlineData("Joe <joe@example.org")]
    [InlineData("Joe joe@example.org")]
    [InlineData("joe@example.org sue@example.org")]
    [InlineData("<joe@example.org> <sue@example.net>")]
    [InlineData("<joe@example.org> x")]
    [InlineData("joe@good.example@evil.example")]
    [InlineData("\"joe@example.org")]
    [InlineData("joe@example.org (open")]
    [InlineData("joe@\"example.org\"")]
    [InlineData("\"a\"b@example.org")]
    [InlineData("joe@exa mple.org")]
    [InlineData("joe@example..org")]
    [InlineData("joe@example.org.")]
    [InlineData("joe@exam\u0001ple.org")]
    [InlineData("joe@[192.0.2.1")]
    [InlineData("joe@[a]b.example")]
    [InlineData("Team: joe@example.org")]
    [InlineData("joe@example.org; sue@example.org")]
    [InlineData("A: B: joe@example.org;;")]
    public void What_is_no_address_list_is_malformed_and_never_guessed(string value)
    {
        var malformed = Assert.IsType<AuthorAddresses.Malformed>(Of(value));

        Assert.InRange(malformed.Failure.Offset, 0, Encoding.UTF8.GetByteCount(value) + 1);
    }

    [Fact]
    public void A_domain_of_another_script_is_told_in_A_labels_Rfc6532() =>
        Assert.Equal(DomainName.Parse("xn--bcher-kva.example"), Assert.IsType<AuthorAddresses.Read>(Of("Jö <jö@bücher.example>")).Mailboxes.Single().Domain);

    [Fact]
    public void A_domain_literal_is_no_name() =>
        Assert.Null(Assert.IsType<AuthorAddresses.Read>(Of("joe@[192.0.2.1]")).Mailboxes.Single().Domain);

    [Fact]
    public void All_From_fields_count_and_that_there_are_several_is_told()
    {
        var read = Assert.IsType<AuthorAddresses.Read>(AuthorAddresses.Of(TestMail.Read("From: a@example.org\r\nfrom: b@example.net\r\n\r\n")));

        Assert.Equal(2, read.FieldCount);
        Assert.Equal(["a@example.org", "b@example.net"], read.Mailboxes.Select(mailbox => mailbox.ToString()));
        Assert.IsType<AuthorAddresses.Malformed>(AuthorAddresses.Of(TestMail.Read("From: a@example.org\r\nFrom: b\r\n\r\n")));
        Assert.IsType<AuthorAddresses.Absent>(AuthorAddresses.Of(TestMail.Read("To: a@example.org\r\n\r\nFrom: b@example.org")));
    }

    [Theory]
    [InlineData("(", MessageLimits.MaxCommentDepth + 1)]
    [InlineData("a@example.org,", MessageLimits.MaxAuthors + 1)]
    public void What_only_costs_is_refused(string unit, int times) =>
        Assert.IsType<AuthorAddresses.Malformed>(Of(string.Concat(Enumerable.Repeat(unit, times))));

    [Fact]
    public void Octets_that_are_not_UTF_8_are_malformed() =>
        Assert.IsType<AuthorAddresses.Malformed>(AuthorAddresses.Of(TestMail.Read("From: j\u00f6 <joe@example.org>\r\n\r\n")));
}
