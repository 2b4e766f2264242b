using System.Net;
using Xunit;

namespace Tes.Smtp.Tests;

public sealed class EhloNameTests
{
    [Theory]
    [InlineData("scanner.example.net", "192.0.2.1", "scanner.example.net")]
    [InlineData("Scanner.Example.NET.", "192.0.2.1", "scanner.example.net")]
    [InlineData("scanner", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("localhost.localdomain", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("laptop.local", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("under_score.example", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("10.0.0.7", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("scanner", "2001:db8::1", "[IPv6:2001:db8::1]")]
    [InlineData("scanner", "fe80::1%2", "[IPv6:fe80::1]")]
    [InlineData("scanner", "::ffff:192.0.2.1", "[192.0.2.1]")]
    public void Own_name_is_a_full_name_or_an_address_literal_RFC_5321_4_1_3(string hostName, string address, string expected)
    {
        var name = EhloName.Of(hostName, IPAddress.Parse(address));
        Assert.Equal(expected, name);
        Assert.True(EhloName.IsValid(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("host")]
    [InlineData("mx.example.net\r\nMAIL FROM:<>")]
    [InlineData("mx.example.net RCPT")]
    [InlineData("mx..example")]
    [InlineData("-mx.example")]
    [InlineData("mx-.example")]
    [InlineData("mx.exämple")]
    [InlineData("192.0.2.1")]
    [InlineData("[192.0.2.1")]
    [InlineData("[192.0.2]")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[IPv6:192.0.2.1]")]
    [InlineData("[IPv6:fe80::1%2]")]
    [InlineData("[IPv6:]")]
    public void Other_names_are_not_accepted(string name)
    {
        Assert.False(EhloName.IsValid(name));
        Assert.Throws<ArgumentException>(() => new ProbeOptions { EhloName = name });
    }

    [Fact]
    public void Length_is_limited_RFC_5321_4_5_3_1_2()
    {
        var label = new string('a', 63);
        Assert.True(EhloName.IsValid($"{label}.{label}.{label}.{label}"));
        Assert.False(EhloName.IsValid($"{label}.{label}.{label}.{label}.a"));
        Assert.False(EhloName.IsValid($"{label}a.example"));
    }
}
