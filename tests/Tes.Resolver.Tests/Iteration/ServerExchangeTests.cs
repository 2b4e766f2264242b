using System.Net;
using System.Net.Sockets;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Resolver.Iteration;
using Xunit;

namespace Tes.Resolver.Tests.Iteration;

/// <summary>The sockets, against servers on loopback.</summary>
public sealed class ServerExchangeTests
{
    private static readonly Question Asked = new(DomainName.Parse("www.example.test"), RRType.A);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_response_arrives_and_ports_are_several_and_renewed_RFC_5452_9_2()
    {
        var ports = new HashSet<int>();
        using var server = new LoopbackServer((query, from) =>
        {
            ports.Add(from.Port);
            return [Reply(query)];
        });
        using var exchange = new ServerExchange(server.Port, TimeProvider.System);
        for (int i = 0; i < 2000; i++)
        {
            ExchangeOutcome outcome = await exchange.ExchangeAsync(IPAddress.Loopback, AuthorityQuery.Create(Asked, EdnsUse.With), Transport.Udp, Long, TestContext.Current.CancellationToken);
            Assert.Equal(Asked, Assert.IsType<ExchangeOutcome.Answered>(outcome).Response.Questions[0]);
        }

        Assert.InRange(ports.Count, 6, 20);
    }

    [Fact]
    public async Task Answers_with_another_id_or_question_are_not_taken_RFC_5452_9_1()
    {
        using var server = new LoopbackServer((query, _) =>
        [
            Reply(query) with { Id = (ushort)(query.Id + 1) },
            Reply(query) with { Questions = [Asked with { Type = RRType.MX }] },
            Reply(query) with { Flags = MessageFlags.None },
        ]);
        using var exchange = new ServerExchange(server.Port, TimeProvider.System);
        Assert.IsType<ExchangeOutcome.Silent>(await exchange.ExchangeAsync(
            IPAddress.Loopback, AuthorityQuery.Create(Asked, EdnsUse.With), Transport.Udp, Short, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Answers_from_another_address_or_port_are_not_taken_RFC_5452_9_1()
    {
        using var elsewhere = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        elsewhere.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var server = new LoopbackServer((query, from) =>
        {
            elsewhere.SendTo(Reply(query).ToWire(), new IPEndPoint(IPAddress.Loopback, from.Port));
            return [];
        });
        using var exchange = new ServerExchange(server.Port, TimeProvider.System);
        Assert.IsType<ExchangeOutcome.Silent>(await exchange.ExchangeAsync(
            IPAddress.Loopback, AuthorityQuery.Create(Asked, EdnsUse.With), Transport.Udp, Short, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Many_queries_at_once_each_get_their_own_answer()
    {
        using var server = new LoopbackServer((query, _) => [Reply(query)]);
        using var exchange = new ServerExchange(server.Port, TimeProvider.System);
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), TestContext.Current.CancellationToken, async (i, cancellationToken) =>
        {
            var question = new Question(DomainName.Parse($"w{i}.test"), RRType.A);
            ExchangeOutcome outcome = await exchange.ExchangeAsync(IPAddress.Loopback, AuthorityQuery.Create(question, EdnsUse.With), Transport.Udp, Long, cancellationToken);
            Assert.Equal(question, Assert.IsType<ExchangeOutcome.Answered>(outcome).Response.Questions[0]);
        });
    }

    [Fact]
    public async Task A_closed_TCP_port_is_unreachable_and_no_fault_of_the_family()
    {
        using var server = new LoopbackServer((query, _) => [Reply(query)]);
        using var exchange = new ServerExchange(server.Port, TimeProvider.System);
        ExchangeOutcome outcome = await exchange.ExchangeAsync(IPAddress.Loopback, AuthorityQuery.Create(Asked, EdnsUse.With), Transport.Tcp, Long, TestContext.Current.CancellationToken);
        Assert.Equal(Reach.NotThisServer, Assert.IsType<ExchangeOutcome.Unreachable>(outcome).Reach);
    }

    [Fact]
    public async Task Disposal_ends_waiting_with_cancellation()
    {
        using var server = new LoopbackServer((_, _) => []);
        var exchange = new ServerExchange(server.Port, TimeProvider.System);
        Task<ExchangeOutcome> pending = exchange.ExchangeAsync(
            IPAddress.Loopback, AuthorityQuery.Create(Asked, EdnsUse.With), Transport.Udp, Long, TestContext.Current.CancellationToken).AsTask();
        await server.FirstQuery.WaitAsync(Long, TestContext.Current.CancellationToken);
        exchange.Dispose();
        await Assert.ThrowsAsync<OperationCanceledException>(() => pending);
    }

    private static Message Reply(Message query) => query with { Flags = MessageFlags.Response | MessageFlags.AuthoritativeAnswer };

    /// <summary>Replies to each datagram with what it is told.</summary>
    private sealed class LoopbackServer : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        private readonly TaskCompletionSource _firstQuery = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LoopbackServer(Func<Message, IPEndPoint, IEnumerable<Message>> replies)
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _ = ServeAsync(replies);
        }

        public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

        public Task FirstQuery => _firstQuery.Task;

        public void Dispose() => _socket.Dispose();

        private async Task ServeAsync(Func<Message, IPEndPoint, IEnumerable<Message>> replies)
        {
            byte[] buffer = new byte[4096];
            try
            {
                while (true)
                {
                    SocketReceiveFromResult received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                    Assert.True(Message.TryRead(buffer.AsSpan(0, received.ReceivedBytes), out Message? query, out _));
                    foreach (Message reply in replies(query, (IPEndPoint)received.RemoteEndPoint))
                        _socket.SendTo(reply.ToWire(), received.RemoteEndPoint);
                    _firstQuery.TrySetResult();
                }
            }
            catch (Exception ended) when (ended is ObjectDisposedException or SocketException)
            {
                // The test is over.
            }
        }
    }
}
