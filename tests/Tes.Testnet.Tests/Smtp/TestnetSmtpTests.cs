using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Org.BouncyCastle.Tls;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Tes.Testnet.Tests.Dns;
using Xunit;

namespace Tes.Testnet.Tests.Smtp;

public class TestnetSmtpTests
{
    private static readonly SmtpHost Normal = SmtpHost.Normal("mx.test.");

    [Fact]
    public async Task A_normal_host_does_everything_right()
    {
        await using TestnetSmtp smtp = await StartAsync(Normal);
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
        Assert.Equal("220 mx.test ESMTP\r\n", await client.ReplyAsync());
        Assert.Equal("250-mx.test\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250 STARTTLS\r\n", await client.CommandAsync("EHLO probe.test"));
        Assert.StartsWith("220 ", await client.CommandAsync("STARTTLS"), StringComparison.Ordinal);
        Assert.Equal(SslProtocols.Tls13, await client.HandshakeAsync("mx.test"));
        Assert.EndsWith("250 AUTH PLAIN LOGIN\r\n", await client.CommandAsync("EHLO probe.test"), StringComparison.Ordinal);
        Assert.StartsWith("221 ", await client.CommandAsync("QUIT"), StringComparison.Ordinal);

        Assert.Equal(smtp.ChainOf(Normal.Name).Sent.Select(sent => sent.ToArray()), client.Chain);
        SmtpSession session = Assert.Single(smtp.Sessions);
        Assert.Equal(["EHLO probe.test", "STARTTLS", "EHLO probe.test", "QUIT"], session.Commands);
        Assert.Equal("mx.test", session.ServerName);
    }

    [Fact]
    public async Task Every_host_and_address_has_its_own_place_on_one_port()
    {
        SmtpHost two = SmtpHost.Normal("two.test.") with { AddressCount = 2 };
        await using TestnetSmtp smtp = await StartAsync(Normal, two);
        Assert.Equal(3, smtp.AddressesOf(Normal.Name).Concat(smtp.AddressesOf(two.Name)).Distinct().Count());
        for (int address = 0; address < 2; address++)
        {
            using SmtpClient client = await SmtpClient.ConnectAsync(smtp, two, address);
            Assert.StartsWith("220 two.test", await client.ReplyAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_host_can_have_the_IPv6_loopback_address_where_there_is_one()
    {
        SmtpHost host = Normal with { Ipv6 = Ipv6Address.Loopback };
        var scenario = new Scenario { Zones = [Zone.At("test.")], Hosts = [host] };
        await using SimulatedInternet net = await SimulatedInternet.StartAsync(scenario, TimeProvider.System);
        IReadOnlyList<IPAddress> addresses = net.Smtp.AddressesOf(host.Name);
        string[] published = Asking.Lines(net.Dns.Ask("mx.test.", RRType.Aaaa).Answers);
        Assert.Equal(addresses.Skip(1).Select(address => $"mx.test. 300 IN AAAA {address}"), published);
        using SmtpClient client = await SmtpClient.ConnectAsync(net.Smtp, host, addresses.Count - 1);
        Assert.StartsWith("220 mx.test", await client.ReplyAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(host, SmtpHost.Normal("other.test.") with { Ipv6 = Ipv6Address.Loopback }));
    }

    [Fact]
    public async Task Two_test_nets_run_side_by_side()
    {
        await using TestnetSmtp one = await StartAsync(Normal);
        await using TestnetSmtp other = await StartAsync(Normal);
        Assert.NotEqual(one.Port, other.Port);
    }

    [Fact]
    public async Task The_private_CA_is_sent_as_declared()
    {
        foreach ((SentChain sent, int count) in new[] { (SentChain.Full, 3), (SentChain.WithoutRoot, 2), (SentChain.LeafOnly, 1) })
        {
            SmtpHost host = Normal with { Certificate = ServerCertificate.PrivateCa with { Sent = sent } };
            await using TestnetSmtp smtp = await StartAsync(host);
            using SmtpClient client = await SmtpClient.ConnectAsync(smtp, host);
            await client.ReplyAsync();
            await client.CommandAsync("EHLO probe.test");
            await client.CommandAsync("STARTTLS");
            await client.HandshakeAsync("mx.test");
            Assert.Equal(smtp.ChainOf(host.Name).Sent.Select(certificate => certificate.ToArray()), client.Chain);
            Assert.Equal(count, client.Chain.Count);
        }
    }

    [Fact]
    public async Task A_certificate_can_depend_on_the_name_in_SNI()
    {
        SmtpHost host = Normal with { NamedCertificates = new Dictionary<DomainName, ServerCertificate> { [DomainName.Parse("other.test")] = ServerCertificate.SelfSigned } };
        await using TestnetSmtp smtp = await StartAsync(host);
        foreach (string name in new[] { "mx.test", "Other.test", "third.test" })
        {
            using SmtpClient client = await SmtpClient.ConnectAsync(smtp, host);
            await client.ReplyAsync();
            await client.CommandAsync("EHLO probe.test");
            await client.CommandAsync("STARTTLS");
            await client.HandshakeAsync(name);
            Assert.Equal(smtp.ChainOf(host.Name, name).Sent.Select(certificate => certificate.ToArray()), client.Chain);
            Assert.Equal(name == "Other.test", !client.Chain[0].AsSpan().SequenceEqual(smtp.ChainOf(host.Name).Sent[0].Span));
        }
    }

    [Fact]
    public async Task TLS_can_be_limited_to_one_version()
    {
        SmtpHost host = Normal with { TlsVersions = [TlsVersion.Tls12] };
        await using TestnetSmtp smtp = await StartAsync(host);
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, host);
        await client.ReplyAsync();
        await client.CommandAsync("STARTTLS");
        Assert.Equal(SslProtocols.Tls12, await client.HandshakeAsync("mx.test"));
    }

    [Theory]
    [InlineData(TlsVersion.Tls10)]
    [InlineData(TlsVersion.Tls11)]
    [InlineData(TlsVersion.Tls12)]
    [InlineData(TlsVersion.Tls13)]
    public async Task Every_TLS_version_can_be_spoken(TlsVersion version)
    {
        ProtocolVersion expected = version switch
        {
            TlsVersion.Tls10 => ProtocolVersion.TLSv10,
            TlsVersion.Tls11 => ProtocolVersion.TLSv11,
            TlsVersion.Tls12 => ProtocolVersion.TLSv12,
            _ => ProtocolVersion.TLSv13,
        };
        SmtpHost host = Normal with { TlsVersions = [version] };
        await using TestnetSmtp smtp = await StartAsync(host);
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, host);
        await client.ReplyAsync();
        await client.CommandAsync("STARTTLS");
        Assert.Equal(expected, await client.HandshakeAsync(expected));
        Assert.EndsWith("AUTH PLAIN LOGIN\r\n", await client.CommandAsync("EHLO probe.test"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("220-one\u00e9\r\n220 \u001b]0;two\u0007", "220-one\u00e9\r\n220 \u001b]0;two\u0007\r\n")]
    [InlineData("554 5.7.1 go away", "554 5.7.1 go away\r\n")]
    [InlineData("421 4.3.2 later", "421 4.3.2 later\r\n")]
    [InlineData("220 \0 mx", "220 \0 mx\r\n")]
    public async Task A_greeting_can_be_anything(string characters, string expected) =>
        Assert.Equal(expected, await GreetingAsync(Normal with { Greeting = new SmtpGreeting.Text(characters) }));

    [Fact]
    public async Task A_greeting_can_be_slow() =>
        Assert.Equal("220 mx.test ESMTP\r\n", await GreetingAsync(Normal with { Greeting = new SmtpGreeting.Slow(TimeSpan.FromMilliseconds(1)) }));

    [Theory]
    [InlineData(false, "\r\n220-mx.test has more to say\r\n")]
    [InlineData(true, "abcdefghabcdefgh")]
    public async Task A_greeting_can_be_endless(bool oneLine, string part)
    {
        SmtpHost host = Normal with { Greeting = oneLine ? new SmtpGreeting.EndlessLine() : new SmtpGreeting.EndlessLines() };
        await using TestnetSmtp smtp = await StartAsync(host);
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, host);
        string flood = await client.ReadAsync(1_000_000);
        Assert.Equal(1_000_000, flood.Length);
        Assert.Contains(part, flood[900_000..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_host_accepts_and_says_nothing()
    {
        SmtpHost host = Normal with { Greeting = new SmtpGreeting.Silent() };
        await using TestnetSmtp smtp = await StartAsync(host);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(smtp.AddressesOf(host.Name)[0], smtp.Port, TestContext.Current.CancellationToken);
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await tcp.GetStream().ReadExactlyAsync(new byte[1], brief.Token));
    }

    [Fact]
    public async Task Connections_can_be_refused()
    {
        SmtpHost host = Normal with { Listening = Listening.Refuses };
        await using TestnetSmtp smtp = await StartAsync(host);
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => SmtpClient.ConnectAsync(smtp, host));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task Connections_can_be_unanswered()
    {
        SmtpHost host = Normal with { Listening = Listening.Unanswered };
        await using TestnetSmtp smtp = await StartAsync(host);
        using var tcp = new TcpClient();
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await tcp.ConnectAsync(smtp.AddressesOf(host.Name)[0], smtp.Port, brief.Token));
    }

    [Theory]
    [InlineData(HelloSupport.HeloOnly, "502", "250")]
    [InlineData(HelloSupport.Refused, "550", "550")]
    public async Task Hello_can_be_refused(HelloSupport hello, string toEhlo, string toHelo)
    {
        await using TestnetSmtp smtp = await StartAsync(Normal with { Hello = hello });
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
        await client.ReplyAsync();
        Assert.StartsWith(toEhlo, await client.CommandAsync("EHLO probe.test"), StringComparison.Ordinal);
        Assert.StartsWith(toHelo, await client.CommandAsync("HELO probe.test"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StartTlsSupport.NotOffered, false, "502")]
    [InlineData(StartTlsSupport.Stripped, false, "500")]
    [InlineData(StartTlsSupport.Unavailable, true, "454")]
    [InlineData(StartTlsSupport.NotImplemented, true, "502")]
    public async Task STARTTLS_can_be_refused(StartTlsSupport support, bool offered, string reply)
    {
        await using TestnetSmtp smtp = await StartAsync(Normal with { StartTls = support });
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
        await client.ReplyAsync();
        Assert.Equal(offered, (await client.CommandAsync("EHLO probe.test")).Contains("STARTTLS", StringComparison.Ordinal));
        Assert.StartsWith(reply, await client.CommandAsync("STARTTLS"), StringComparison.Ordinal);
        Assert.StartsWith("221", await client.CommandAsync("QUIT"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StartTlsSupport.HandshakeFails)]
    [InlineData(StartTlsSupport.Closes)]
    [InlineData(StartTlsSupport.Garbage)]
    public async Task A_handshake_can_fail(StartTlsSupport support)
    {
        await using TestnetSmtp smtp = await StartAsync(Normal with { StartTls = support });
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
        await client.ReplyAsync();
        Assert.StartsWith("220", await client.CommandAsync("STARTTLS"), StringComparison.Ordinal);
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => client.HandshakeAsync("mx.test"));
        Assert.True(failure is AuthenticationException or IOException, failure.ToString());
    }

    [Fact]
    public async Task Cleartext_can_be_injected_behind_the_acceptance_of_STARTTLS()
    {
        await using TestnetSmtp smtp = await StartAsync(Normal with { StartTls = StartTlsSupport.InjectsCleartext });
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
        await client.ReplyAsync();
        Assert.StartsWith("220", await client.CommandAsync("STARTTLS"), StringComparison.Ordinal);
        Assert.Equal("250 2.0.0 injected\r\n", await client.ReplyAsync());
    }

    [Fact]
    public async Task Mail_can_be_refused_before_TLS_and_is_never_taken()
    {
        await using TestnetSmtp smtp = await StartAsync(Normal with { MailBeforeTls = MailBeforeTls.Refused });
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
        await client.ReplyAsync();
        Assert.StartsWith("530", await client.CommandAsync("MAIL FROM:<>"), StringComparison.Ordinal);
        await client.CommandAsync("STARTTLS");
        await client.HandshakeAsync("mx.test");
        Assert.StartsWith("550", await client.CommandAsync("MAIL FROM:<>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SmtpMoment.Greeting, 0)]
    [InlineData(SmtpMoment.Hello, 1)]
    [InlineData(SmtpMoment.StartTls, 2)]
    [InlineData(SmtpMoment.HelloInTls, 3)]
    [InlineData(SmtpMoment.Quit, 4)]
    public async Task A_host_can_close_at_any_moment(SmtpMoment moment, int repliesBefore)
    {
        await using TestnetSmtp smtp = await StartAsync(Normal with { ClosesAt = moment });
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
        var replies = new List<string> { await client.ReplyAsync() };
        foreach (string command in new[] { "EHLO probe.test", "STARTTLS", "EHLO probe.test", "QUIT" })
        {
            if (replies[^1].Length == 0)
                break;
            replies.Add(await client.CommandAsync(command));
            if (command == "STARTTLS" && replies[^1].Length > 0)
                await client.HandshakeAsync("mx.test");
        }

        Assert.Equal(repliesBefore, replies.Count - 1);
        Assert.Empty(replies[^1]);
    }

    [Fact]
    public async Task A_host_can_close_within_its_greeting() =>
        Assert.Equal("220 mx.t", await GreetingAsync(Normal with { ClosesAt = SmtpMoment.WithinGreeting }));

    [Fact]
    public async Task A_host_can_close_within_the_handshake()
    {
        await using TestnetSmtp smtp = await StartAsync(Normal with { ClosesAt = SmtpMoment.Handshake });
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
        await client.ReplyAsync();
        await client.CommandAsync("STARTTLS");
        // TLS 1.3 ends for the client with its own Finished: the close shows in what follows.
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await client.HandshakeAsync("mx.test");
            if ((await client.CommandAsync("EHLO probe.test")).Length == 0)
                throw new IOException("closed");
        });
    }

    [Fact]
    public async Task Open_connections_to_an_address_are_noted()
    {
        await using TestnetSmtp smtp = await StartAsync(Normal);
        using SmtpClient first = await SmtpClient.ConnectAsync(smtp, Normal);
        await first.ReplyAsync();
        using SmtpClient second = await SmtpClient.ConnectAsync(smtp, Normal);
        await second.ReplyAsync();
        Assert.Equal([0, 1], smtp.Sessions.Select(session => session.OpenBefore));
    }

    [Fact]
    public async Task One_connection_after_the_other_never_meets_itself()
    {
        await using TestnetSmtp smtp = await StartAsync(Normal);
        for (int i = 0; i < 20; i++)
        {
            using SmtpClient client = await SmtpClient.ConnectAsync(smtp, Normal);
            await client.ReplyAsync();
        }

        Assert.Equal(20, smtp.Sessions.Count);
        Assert.All(smtp.Sessions, session => Assert.Equal(0, session.OpenBefore));
    }

    [Fact]
    public async Task Two_hosts_with_one_name_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(Normal, Normal));

    private static Task<TestnetSmtp> StartAsync(params SmtpHost[] hosts) => TestnetSmtp.StartAsync(hosts, TimeProvider.System);

    private static async Task<string> GreetingAsync(SmtpHost host)
    {
        await using TestnetSmtp smtp = await StartAsync(host);
        using SmtpClient client = await SmtpClient.ConnectAsync(smtp, host);
        return await client.ReplyAsync();
    }
}
