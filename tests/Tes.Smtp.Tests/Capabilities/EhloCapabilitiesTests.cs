using Xunit;

namespace Tes.Smtp.Tests;

public sealed class EhloCapabilitiesTests
{
    [Fact]
    public void Keywords_are_case_insensitive_RFC_5321_2_4()
    {
        var capabilities = Read("mx.example", "StartTls", "pipelining", "SIZE 35882577");
        Assert.True(capabilities.StartTls);
        Assert.True(capabilities.Pipelining);
        Assert.False(capabilities.RequireTls);
        Assert.Equal(35882577, capabilities.Size);
        Assert.Equal(["STARTTLS", "PIPELINING", "SIZE"], capabilities.Keywords.Select(keyword => keyword.Name));
    }

    [Fact]
    public void Mechanisms_of_both_AUTH_forms_are_merged_once_each()
    {
        var capabilities = Read("mx.example", "AUTH PLAIN login CRAM-MD5", "AUTH=LOGIN PLAIN");
        Assert.Equal(["PLAIN", "LOGIN", "CRAM-MD5"], capabilities.AuthMechanisms);
        Assert.True(capabilities.UsesLegacyAuth);
    }

    [Fact]
    public void Old_AUTH_form_alone_counts()
    {
        var capabilities = Read("mx.example", "AUTH=LOGIN");
        Assert.Equal(["LOGIN"], capabilities.AuthMechanisms);
        Assert.True(capabilities.Has("AUTH"));
    }

    [Fact]
    public void First_line_is_never_a_keyword() => Assert.False(Read("STARTTLS").StartTls);

    [Theory]
    [InlineData("SIZE")]
    [InlineData("SIZE 0")]
    [InlineData("SIZE -5")]
    [InlineData("SIZE 99999999999999999999999")]
    [InlineData("SIZE lots")]
    public void Size_without_a_limit_is_null_RFC_1870_3(string line) => Assert.Null(Read("mx.example", line).Size);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u001b[31mSTARTTLS")]
    [InlineData("-STARTTLS")]
    [InlineData("XSTARTTLS")]
    [InlineData("STARTTLS2")]
    [InlineData("AUTH=")]
    public void Lines_that_are_no_keyword_offer_nothing(string line)
    {
        var capabilities = Read("mx.example", line);
        Assert.False(capabilities.StartTls);
        Assert.Empty(capabilities.AuthMechanisms);
    }

    private static EhloCapabilities Read(params string[] lines) => EhloCapabilities.Read(new SmtpReply(new ReplyCode(250), lines));
}
