using Tes.Cli.Options;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Cli.Tests.Options;

public sealed class UpstreamTextTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:53")]
    [InlineData("192.0.2.1:5353", "192.0.2.1:5353")]
    [InlineData("2001:db8::1", "[2001:db8::1]:53")]
    [InlineData("tcp://192.0.2.1", "tcp://192.0.2.1:53")]
    [InlineData("TCP://[2001:db8::1]:5353", "tcp://[2001:db8::1]:5353")]
    [InlineData("tls://192.0.2.1", "tls://192.0.2.1:853")]
    [InlineData("tls://192.0.2.1:8853#dns.example", "tls://192.0.2.1:8853#dns.example")]
    [InlineData("tls://2001:db8::1#dns.example.", "tls://[2001:db8::1]:853#dns.example")]
    [InlineData("tls://192.0.2.1#192.0.2.1", "tls://192.0.2.1:853#192.0.2.1")]
    public void Resolvers_are_read(string text, string expected)
    {
        Assert.True(UpstreamText.TryParse(text, out UpstreamServer? server, out _));
        Assert.Equal(expected, server.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tls://")]
    [InlineData("tls://dns.example")]
    [InlineData("tls://192.0.2.1#")]
    [InlineData("tls://192.0.2.1#.")]
    [InlineData("tls://192.0.2.1#a..b")]
    [InlineData("tls://192.0.2.1#dns.example#x")]
    [InlineData("tls://192.0.2.1#dns example")]
    [InlineData("tls://192.0.2.1#d\u00f6main.example")]
    [InlineData("192.0.2.1#dns.example")]
    [InlineData("tcp://192.0.2.1#dns.example")]
    [InlineData("udp://192.0.2.1")]
    [InlineData("https://192.0.2.1/dns-query")]
    [InlineData("tls:192.0.2.1")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(UpstreamText.TryParse(text, out _, out string? problem));
        Assert.NotEmpty(problem);
    }
}
