using System.Net;
using Tes.Cli.Options;
using Xunit;

namespace Tes.Cli.Tests.Options;

public sealed class EndPointTextTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", 53)]
    [InlineData("192.0.2.1:5353", "192.0.2.1", 5353)]
    [InlineData("2001:db8::1", "2001:db8::1", 53)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 53)]
    [InlineData("[2001:db8::1]:5353", "2001:db8::1", 5353)]
    [InlineData("::1", "::1", 53)]
    public void An_address_may_carry_a_port(string text, string address, int port)
    {
        Assert.True(EndPointText.TryParse(text, 53, out IPEndPoint? endPoint));
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), port), endPoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dns.example.org")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:-1")]
    [InlineData("192.0.2")]
    [InlineData("127.1")]
    [InlineData("1")]
    [InlineData("0x7f000001")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("[192.0.2.1]:53")]
    [InlineData("2001:db8::1::2")]
    public void Anything_else_is_refused(string text) => Assert.False(EndPointText.TryParse(text, 53, out _));
}
