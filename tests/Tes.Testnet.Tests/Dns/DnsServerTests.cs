using System.Net;
using System.Net.Sockets;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Testnet.Tests.Dns;

public class DnsServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Each string is longer than a message without EDNS may be in all.
    private static readonly string Big = string.Concat(Enumerable.Range(0, 4).Select(i => $"big TXT \"{new string((char)('a' + i), 200)}\"\n"));

    [Fact]
    public async Task UDP_replies_fit_what_was_asked_for()
    {
        await using DnsServer server = Start();
        Message plain = await AskUdpAsync(server, Asking.Query("big.test.", RRType.Txt, edns: null));
        Assert.True(plain.Flags.HasFlag(MessageFlags.Truncated));
        Assert.Null(plain.Edns);
        Message wide = await AskUdpAsync(server, Asking.Query("big.test.", RRType.Txt, Asking.Do(4096)));
        Assert.False(wide.Flags.HasFlag(MessageFlags.Truncated));
        Assert.Equal(5, wide.Answers.Count);
        Assert.Equal(DnssecOk.Set, wide.Edns?.DnssecOk);
    }

    [Fact]
    public async Task TCP_serves_several_queries_on_a_connection_RFC7766()
    {
        await using DnsServer server = Start();
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(Patience);
        await client.ConnectAsync(server.EndPoint, patience.Token);
        NetworkStream stream = client.GetStream();
        byte[] query = Asking.Query("big.test.", RRType.Txt, edns: null).ToWire();
        byte[] framed = [(byte)(query.Length >> 8), (byte)query.Length, .. query];
        await stream.WriteAsync((byte[])[.. framed, .. framed], patience.Token);
        for (int i = 0; i < 2; i++)
        {
            byte[] prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix, patience.Token);
            byte[] octets = new byte[(prefix[0] << 8) | prefix[1]];
            await stream.ReadExactlyAsync(octets, patience.Token);
            Assert.True(Message.TryRead(octets, out Message? reply, out _));
            Assert.Equal(4, reply.Answers.Count);
        }
    }

    [Fact]
    public async Task Octets_that_are_no_query_do_not_stop_the_server()
    {
        await using DnsServer server = Start();
        using var client = new UdpClient();
        await client.SendAsync((byte[])[1, 2, 3], server.EndPoint, TestContext.Current.CancellationToken);
        await client.SendAsync((byte[])[.. Enumerable.Repeat((byte)0xff, 40)], server.EndPoint, TestContext.Current.CancellationToken);
        Assert.NotEmpty((await AskUdpAsync(server, Asking.Query("mail.test.", RRType.A, Asking.Do()))).Answers);
    }

    [Theory]
    [InlineData(RRType.Axfr, ResponseCode.NotImp)]
    [InlineData(RRType.Any, ResponseCode.NotImp)]
    public void Meta_types_are_not_implemented(RRType type, ResponseCode expected) =>
        Assert.Equal(expected, new TestnetDns([], TimeProvider.System).Ask("test.", type).ResponseCode);

    [Fact]
    public async Task A_server_that_nobody_listens_at_refuses_TCP()
    {
        await using DnsServer server = DnsServer.Start(new TestnetDns([], TimeProvider.System) { Fault = ResolverFault.NobodyListens });
        using var client = new TcpClient();
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(server.EndPoint, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task Questions_are_counted()
    {
        var net = new TestnetDns([Zone.At("test.", Big)], TimeProvider.System);
        await using DnsServer server = DnsServer.Start(net);
        await AskUdpAsync(server, Asking.Query("big.test.", RRType.Txt, Asking.Do()));
        Assert.Equal(["big.test. TXT"], net.Asked.Select(question => question.ToString()));
    }

    private static DnsServer Start() => DnsServer.Start(new TestnetDns([Zone.At("test.", "mail A 192.0.2.1\n" + Big)], TimeProvider.System));

    private static async Task<Message> AskUdpAsync(DnsServer server, Message query)
    {
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var patience = new CancellationTokenSource(Patience);
        await client.SendAsync(query.ToWire(), server.EndPoint, patience.Token);
        UdpReceiveResult received = await client.ReceiveAsync(patience.Token);
        Assert.True(Message.TryRead(received.Buffer, out Message? reply, out ParseFailure failure), failure.ToString());
        return reply;
    }
}
