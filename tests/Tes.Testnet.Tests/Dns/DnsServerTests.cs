using System.Diagnostics;
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
        Message query = Asking.Query("big.test.", RRType.Txt, edns: null);
        Message[] replies = await AskTcpAsync(server, query, query);
        Assert.Equal([4, 4], replies.Select(reply => reply.Answers.Count));
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
    public void Any_octets_are_answered_or_not_but_never_throw()
    {
        TestnetDns net = Asking.Net(Zone.At("test.", "@ MX 10 mail\nmail A 192.0.2.1\n*.w CNAME mail\nd DNAME test."));
        byte[] query = Asking.Query("a.w.test.", RRType.A, Asking.Do()).ToWire();
        var random = new Random(1);
        for (int i = 0; i < 5000; i++)
        {
            byte[] broken = query[..random.Next(query.Length + 1)];
            for (int change = random.Next(4); change > 0 && broken.Length > 0; change--)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            byte[]? reply = net.Answer(broken, random.Next(2) == 0 ? DnsTransport.Udp : DnsTransport.Tcp);
            Assert.True(reply is null || Message.TryRead(reply, out _, out _), Convert.ToHexString(broken));
        }
    }

    [Theory]
    [InlineData(DnsTransport.Udp)]
    [InlineData(DnsTransport.Tcp)]
    public async Task Replies_can_take_their_time(DnsTransport transport)
    {
        TimeSpan latency = TimeSpan.FromMilliseconds(60);
        await using DnsServer server = DnsServer.Start(new TestnetDns([], TimeProvider.System) { Latency = latency });
        Message query = Asking.Query("test.", RRType.A, Asking.Do());
        long start = Stopwatch.GetTimestamp();
        if (transport == DnsTransport.Udp)
            await AskUdpAsync(server, query);
        else
            await AskTcpAsync(server, query);
        // Timers may fire a little early.
        Assert.True(Stopwatch.GetElapsedTime(start) > latency * 0.8);
    }

    [Fact]
    public async Task A_burst_of_questions_is_answered_whole_however_late()
    {
        await using DnsServer server = DnsServer.Start(new TestnetDns([Zone.At("test.", Big)], TimeProvider.System) { Latency = TimeSpan.FromMilliseconds(20) });
        using var client = new UdpClient();
        client.Client.ReceiveBufferSize = 1 << 20;
        client.Connect(server.EndPoint);
        HashSet<ushort> asked = [];
        for (int i = 0; i < 150; i++)
        {
            Message query = Asking.Query("test.", RRType.A, Asking.Do()) with { Id = (ushort)i };
            asked.Add(query.Id);
            client.Send(query.ToWire());
        }

        while (asked.Count > 0)
        {
            byte[] reply = (await client.ReceiveAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Buffer;
            asked.Remove((ushort)((reply[0] << 8) | reply[1]));
        }
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

    private static async Task<Message[]> AskTcpAsync(DnsServer server, params Message[] queries)
    {
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(Patience);
        await client.ConnectAsync(server.EndPoint, patience.Token);
        NetworkStream stream = client.GetStream();
        foreach (byte[] query in queries.Select(query => query.ToWire()))
            await stream.WriteAsync((byte[])[(byte)(query.Length >> 8), (byte)query.Length, .. query], patience.Token);
        var replies = new List<Message>();
        while (replies.Count < queries.Length)
        {
            byte[] prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix, patience.Token);
            byte[] octets = new byte[(prefix[0] << 8) | prefix[1]];
            await stream.ReadExactlyAsync(octets, patience.Token);
            Assert.True(Message.TryRead(octets, out Message? reply, out ParseFailure failure), failure.ToString());
            replies.Add(reply);
        }

        return [.. replies];
    }
}
