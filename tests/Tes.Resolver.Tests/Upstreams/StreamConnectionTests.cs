using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>Queries over TCP (RFC 7766).</summary>
public sealed class StreamConnectionTests
{
    [Fact]
    public async Task One_connection_serves_question_after_question()
    {
        await using var server = new StreamServer(Echo);
        var statistics = new ResolverStatistics();
        using NetworkUpstreams upstreams = Replies.Over(TimeProvider.System, statistics, Over(server));
        for (int i = 0; i < 5; i++)
            Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal((1, 5, 1, 0), (server.Accepted, statistics.TcpQueries, statistics.Connections, statistics.DatagramsSent));
    }

    // RFC 7766 §6.2.1.1, §7: queries are not held back for responses, which come in any order.
    [Fact]
    public async Task Questions_are_pipelined_and_answers_come_in_any_order()
    {
        const int Count = 50;
        await using var server = new StreamServer(async peer =>
        {
            var queries = new List<Message>();
            while (queries.Count < Count)
                queries.Add(await peer.ReadAsync());
            queries.Reverse();
            foreach (Message query in queries)
                await peer.ReplyAsync(query.Reply($"192.0.2.{query.Questions[0].Name.ToString().TrimStart('n').Split('.')[0]}"));
            await peer.Silence;
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        string[] shown = await Task.WhenAll(Enumerable.Range(0, Count).Select(i => upstreams.ShowAsync(Replies.Named($"n{i}"))));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"192.0.2.{i}"), shown);
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task Messages_may_come_octet_by_octet_and_many_at_once()
    {
        await using var server = new StreamServer(async peer =>
        {
            foreach (byte octet in ScriptedServer.Framed((await peer.ReadAsync()).Reply()))
                await peer.WriteAsync(new[] { octet });
            Message[] queries = [await peer.ReadAsync(), await peer.ReadAsync(), await peer.ReadAsync()];
            await peer.WriteAsync(queries.SelectMany(query => ScriptedServer.Framed(query.Reply())).ToArray());
            await peer.Silence;
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 3).Select(i => upstreams.ShowAsync(Replies.Named($"n{i}")))), shown => Assert.Equal("192.0.2.1", shown));
        Assert.Equal(1, server.Accepted);
    }

    // RFC 7766 §6.2.4
    [Fact]
    public async Task A_connection_that_was_closed_while_idle_is_made_again()
    {
        await using var server = new StreamServer(async peer => await peer.ReplyAsync((await peer.ReadAsync()).Reply()));
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
            Assert.Equal(i, server.Accepted);
        }
    }

    [Fact]
    public async Task A_query_whose_connection_ends_after_another_s_answer_is_asked_again()
    {
        await using var server = new StreamServer(async peer =>
        {
            if (peer.Number > 1)
            {
                await Echo(peer);
                return;
            }

            Message first = await peer.ReadAsync();
            await peer.ReadAsync();
            await peer.ReplyAsync(first.Reply("192.0.2.7"));
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        string[] shown = await Task.WhenAll(upstreams.ShowAsync(Replies.Named("a")), upstreams.ShowAsync(Replies.Named("b")));
        Assert.Equal(["192.0.2.1", "192.0.2.7"], shown.Order());
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task A_server_that_only_ever_hangs_up_is_unreachable()
    {
        await using var server = new StreamServer(async peer => await peer.ReadAsync());
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        Assert.Equal("Unreachable", await upstreams.ShowAsync());
        Assert.Equal(1, server.Accepted);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 1, 7 })]
    [InlineData(new byte[] { 0, 3, 1, 2, 3 })]
    public async Task Octets_that_answer_nothing_end_the_connection(byte[] octets)
    {
        await using var server = new StreamServer(async peer =>
        {
            Message query = await peer.ReadAsync();
            // Never the id of the query by chance.
            if (octets.Length > 3)
                octets[2] = (byte)~(query.Id >> 8);
            await peer.WriteAsync(octets);
            await peer.Silence;
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        Assert.Equal("Malformed", await upstreams.ShowAsync());
    }

    [Fact]
    public async Task An_answer_to_what_nobody_waits_for_any_more_does_no_harm()
    {
        using var impatience = new CancellationTokenSource();
        await using var server = new StreamServer(async peer =>
        {
            Message abandoned = await peer.ReadAsync();
            await impatience.CancelAsync();
            Message second = await peer.ReadAsync();
            await peer.ReplyAsync(abandoned.Reply("192.0.2.66"));
            await peer.ReplyAsync(second.Reply());
            await Echo(peer);
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upstreams.AskAsync(Replies.Question, impatience.Token).AsTask());
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task A_connection_on_which_nothing_comes_any_more_is_left_for_another()
    {
        var time = new ManualTime();
        var silent = new SemaphoreSlim(0);
        await using var server = new StreamServer(async peer =>
        {
            await peer.ReplyAsync((await peer.ReadAsync()).Reply());
            if (peer.Number > 1)
                return;
            await peer.ReadAsync();
            silent.Release();
            await peer.Silence;
        });
        using NetworkUpstreams upstreams = Replies.Over(time, new ResolverStatistics(), Over(server));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Task<string> second = upstreams.ShowAsync(Replies.Named("second"));
        Assert.True(await silent.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("192.0.2.1", await second);
        Assert.Equal(2, server.Accepted);
    }

    // RFC 7766 §6.2.3
    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        var time = new ManualTime();
        var closed = new TaskCompletionSource();
        await using var server = new StreamServer(async peer =>
        {
            await peer.ReplyAsync((await peer.ReadAsync()).Reply());
            await Assert.ThrowsAsync<EndOfStreamException>(peer.ReadAsync);
            closed.SetResult();
        });
        using NetworkUpstreams upstreams = Replies.Over(time, new ResolverStatistics(), Over(server));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        time.Advance(TimeSpan.FromSeconds(11));
        await closed.Task.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
    }

    // RFC 7828 §3.4
    [Fact]
    public async Task A_server_may_have_its_connections_kept_longer_or_closed_at_once()
    {
        var time = new ManualTime();
        var closed = new TaskCompletionSource();
        await using var server = new StreamServer(async peer =>
        {
            foreach (byte tenths in new byte[] { 200, 0 })
            {
                Message query = await peer.ReadAsync();
                Assert.Contains(query.Edns!.Options, option => option is { Code: 11, Data.Length: 0 });
                await peer.ReplyAsync((query.Answer() with { Edns = new Edns(1232, DnssecOk.Set, [new EdnsOption(11, (byte[])[0, tenths])]) }).ToWire());
            }

            await Assert.ThrowsAsync<EndOfStreamException>(peer.ReadAsync);
            closed.SetResult();
        });
        using NetworkUpstreams upstreams = Replies.Over(time, new ResolverStatistics(), Over(server));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        await closed.Task.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
        Assert.Equal(1, server.Accepted);
    }

    // RFC 7828 §3.4
    [Fact]
    public async Task What_is_under_way_when_a_server_grants_no_more_time_is_waited_for()
    {
        var closed = new TaskCompletionSource();
        await using var server = new StreamServer(async peer =>
        {
            if (peer.Number > 1)
            {
                await Echo(peer);
                return;
            }

            Message[] queries = [await peer.ReadAsync(), await peer.ReadAsync(), await peer.ReadAsync()];
            await peer.ReplyAsync((queries[0].Answer() with { Edns = new Edns(1232, DnssecOk.Set, [new EdnsOption(11, (byte[])[0, 0])]) }).ToWire());
            await peer.ReplyAsync(queries[1].Reply());
            await peer.ReplyAsync(queries[2].Reply());
            await Assert.ThrowsAsync<EndOfStreamException>(peer.ReadAsync);
            closed.SetResult();
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 3).Select(i => upstreams.ShowAsync(Replies.Named($"n{i}")))), shown => Assert.Equal("192.0.2.1", shown));
        await closed.Task.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task A_message_that_makes_no_sense_costs_the_others_on_the_connection_nothing()
    {
        await using var server = new StreamServer(async peer =>
        {
            if (peer.Number > 1)
            {
                await Echo(peer);
                return;
            }

            await peer.ReplyAsync((await peer.ReadAsync()).Reply());
            Message[] queries = [await peer.ReadAsync(), await peer.ReadAsync()];
            ushort unknown = queries[0].Id;
            while (queries.Any(query => query.Id == unknown))
                unknown++;
            await peer.ReplyAsync((queries[0] with { Id = unknown }).Reply());
            await peer.Silence;
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 2).Select(i => upstreams.ShowAsync(Replies.Named($"n{i}")))), shown => Assert.Equal("192.0.2.1", shown));
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task Questions_on_a_connection_that_one_of_them_finds_dead_are_all_asked_again()
    {
        const int Count = 20;
        var time = new ManualTime();
        var asked = new SemaphoreSlim(0);
        await using var server = new StreamServer(async peer =>
        {
            if (peer.Number > 1)
            {
                await Echo(peer);
                return;
            }

            for (int i = 0; i < Count; i++)
                await peer.ReadAsync();
            asked.Release();
            await peer.Silence;
        });
        using NetworkUpstreams upstreams = Replies.Over(time, new ResolverStatistics(), Over(server));
        Task<string>[] shown = [.. Enumerable.Range(0, Count).Select(i => upstreams.ShowAsync(Replies.Named($"n{i}")))];
        Assert.True(await asked.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
        // All waits end at once, and whichever comes first closes the connection.
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.All(await Task.WhenAll(shown), address => Assert.Equal("192.0.2.1", address));
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task Connections_that_a_busy_server_wants_closed_leave_room_for_others()
    {
        const int Connections = 6;
        await using var server = new StreamServer(async peer =>
        {
            Message first = await peer.ReadAsync();
            await peer.ReadAsync();
            await peer.ReplyAsync((first.Answer() with { Edns = new Edns(1232, DnssecOk.Set, [new EdnsOption(11, (byte[])[0, 0])]) }).ToWire());
            await peer.Silence;
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        var slow = new List<Task<string>>();
        for (int i = 1; i <= Connections; i++)
        {
            Task<string> fast = upstreams.ShowAsync(Replies.Named($"fast{i}"));
            slow.Add(upstreams.ShowAsync(Replies.Named($"slow{i}")));
            Assert.Equal("192.0.2.1", await fast);
            Assert.Equal(i, server.Accepted);
        }

        upstreams.Dispose();
        foreach (Task<string> waiting in slow)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public async Task A_query_that_nobody_waits_for_goes_nowhere()
    {
        await using var server = new StreamServer(peer => peer.Silence);
        using var link = new ServerLink(Over(server), [], TimeProvider.System, new ResolverStatistics());
        using var mailbox = new Mailbox(TimeProvider.System, CancellationToken.None);
        using var connection = new StreamConnection(link.Server, null, (_, _, _) => { }, TimeProvider.System);
        var query = new PendingQuery(Replies.Question, new ServerTrack(link), Course.Stream, mailbox);
        query.Withdraw();
        Assert.True(connection.TrySend(query));
        Assert.Null(query.Channel);
    }

    [Fact]
    public async Task A_server_that_refuses_options_is_asked_without_them_and_remembered()
    {
        var options = new List<int>();
        await using var server = new StreamServer(async peer =>
        {
            while (true)
            {
                Message query = await peer.ReadAsync();
                options.Add(query.Edns!.Options.Count);
                await peer.ReplyAsync(query.Edns.Options.Count > 0 ? query.Error(ResponseCode.FormErr) : query.Reply());
            }
        });
        using NetworkUpstreams upstreams = Replies.Over(Over(server));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal([1, 0, 0], options);
    }

    [Fact]
    public async Task Disposal_closes_the_connection_and_ends_what_waits_for_it()
    {
        var asked = new SemaphoreSlim(0);
        var closed = new TaskCompletionSource();
        await using var server = new StreamServer(async peer =>
        {
            await peer.ReadAsync();
            asked.Release();
            await Assert.ThrowsAsync<EndOfStreamException>(peer.ReadAsync);
            closed.SetResult();
        });
        NetworkUpstreams upstreams = Replies.Over(Over(server));
        Task<string> waiting = upstreams.ShowAsync();
        Assert.True(await asked.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
        upstreams.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await closed.Task.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
    }

    private static UpstreamServer Over(StreamServer server) => new(server.EndPoint, UpstreamTransport.Stream);

    private static async Task Echo(StreamServer.Peer peer)
    {
        while (true)
            await peer.ReplyAsync((await peer.ReadAsync()).Reply());
    }
}
