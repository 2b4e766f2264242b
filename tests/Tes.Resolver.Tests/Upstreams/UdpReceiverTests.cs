using System.Net;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

public sealed class UdpReceiverTests
{
    [Fact]
    public async Task It_runs_while_something_is_waited_for_ends_then_and_runs_again()
    {
        await using var server = new ScriptedServer(query => [query.Reply()]);
        var receiver = new UdpReceiver();
        using UdpChannel channel = Open(server, receiver);
        Assert.False(receiver.IsRunning);
        for (int round = 0; round < 2; round++)
        {
            using var mailbox = new Mailbox(TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.True(channel.TrySend(Ask(server, mailbox)));
            Assert.True(receiver.IsRunning);
            Assert.IsType<Arrival.Reply>(await mailbox.NextAsync(Replies.Hang)).Query.Withdraw();
            Assert.True(SpinWait.SpinUntil(() => !receiver.IsRunning, Replies.Hang));
        }
    }

    [Fact]
    public async Task What_comes_to_a_socket_that_was_opened_meanwhile_is_received()
    {
        await using var silent = new ScriptedServer(_ => []);
        await using var server = new ScriptedServer(query => [query.Reply()]);
        var receiver = new UdpReceiver();
        using var mailbox = new Mailbox(TimeProvider.System, TestContext.Current.CancellationToken);
        using UdpChannel first = Open(silent, receiver);
        Assert.True(first.TrySend(Ask(silent, mailbox)));
        using UdpChannel second = Open(server, receiver);
        Assert.True(second.TrySend(Ask(server, mailbox)));
        Assert.IsType<Arrival.Reply>(await mailbox.NextAsync(Replies.Hang));
    }

    // A datagram without octets is no end of anything, and a burst is longer than one socket's turn.
    [Fact]
    public async Task Every_datagram_of_a_burst_is_looked_at()
    {
        await using var server = new ScriptedServer(query => [[], .. Enumerable.Repeat<byte[]>([1, 2, 3], 150), query.Reply()]);
        var receiver = new UdpReceiver();
        using var mailbox = new Mailbox(TimeProvider.System, TestContext.Current.CancellationToken);
        using UdpChannel channel = Open(server, receiver);
        Assert.True(channel.TrySend(Ask(server, mailbox)));
        Assert.IsType<Arrival.Reply>(await mailbox.NextAsync(Replies.Hang));
    }

    [Fact]
    public async Task A_flood_that_nobody_asked_for_does_not_keep_it_running()
    {
        var client = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(query => [query.Reply()]) { Seen = from => client.TrySetResult(from) };
        var receiver = new UdpReceiver();
        using var mailbox = new Mailbox(TimeProvider.System, TestContext.Current.CancellationToken);
        using UdpChannel channel = Open(server, receiver);
        Assert.True(channel.TrySend(Ask(server, mailbox)));
        Assert.IsType<Arrival.Reply>(await mailbox.NextAsync(Replies.Hang)).Query.Withdraw();
        IPEndPoint to = await client.Task;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                server.Send([1, 2, 3], to);
                return !receiver.IsRunning;
            },
            Replies.Hang));
    }

    // Its room in the buffer is that of the response.
    [Fact]
    public async Task What_came_while_nothing_was_asked_is_gone_before_the_next_query()
    {
        var client = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        await using var server = new ScriptedServer(query => ++asked == 1 ? [query.Reply()] : []) { Seen = from => client.TrySetResult(from) };
        var receiver = new UdpReceiver();
        using var mailbox = new Mailbox(TimeProvider.System, TestContext.Current.CancellationToken);
        using UdpChannel channel = Open(server, receiver);
        Assert.True(channel.TrySend(Ask(server, mailbox)));
        Assert.IsType<Arrival.Reply>(await mailbox.NextAsync(Replies.Hang)).Query.Withdraw();
        Assert.True(SpinWait.SpinUntil(() => !receiver.IsRunning, Replies.Hang));
        for (int i = 0; i < 1000; i++)
            server.Send(new byte[1200], await client.Task);
        Assert.NotEqual(0, channel.Socket.Available);
        Assert.True(channel.TrySend(Ask(server, mailbox)));
        Assert.Equal(0, channel.Socket.Available);
    }

    [Fact]
    public async Task A_port_that_closes_breaks_what_is_under_way()
    {
        var receiver = new UdpReceiver();
        using var mailbox = new Mailbox(TimeProvider.System, TestContext.Current.CancellationToken);
        var server = new ScriptedServer(_ => []);
        using UdpChannel channel = Open(server, receiver);
        PendingQuery query = Ask(server, mailbox);
        await server.DisposeAsync();
        Assert.True(channel.TrySend(query));
        Assert.Equal(LookupFailureKind.Unreachable, Assert.IsType<Arrival.Breakage>(await mailbox.NextAsync(Replies.Hang)).Kind);
        Assert.True(channel.IsClosed);
        Assert.False(channel.TrySend(query));
    }

    private static UdpChannel Open(ScriptedServer server, UdpReceiver receiver) =>
        UdpChannel.Open(server.EndPoint, receiver, new CookieJar(TimeProvider.System), new ServerHealth(TimeProvider.System), TimeProvider.System);

    private static PendingQuery Ask(ScriptedServer server, Mailbox mailbox)
    {
        var link = new ServerLink(new UpstreamServer(server.EndPoint), [], TimeProvider.System, new ResolverStatistics());
        return new PendingQuery(Replies.Question, new ServerTrack(link), Course.Datagram, mailbox);
    }
}
