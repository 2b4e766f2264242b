using System.Collections.Concurrent;
using System.Diagnostics;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>UDP: what is sent again and how, EDNS (RFC 6891) and cookies (RFC 7873).</summary>
public sealed class DatagramTests
{
    private static readonly byte[] ServerCookie = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public async Task Silence_leads_to_a_repetition_a_smaller_size_and_then_TCP()
    {
        var time = new ManualTime();
        var sizes = new ConcurrentQueue<int>();
        var asked = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(
            query =>
            {
                sizes.Enqueue(query.Edns!.UdpPayloadSize);
                asked.Release();
                return [];
            },
            query => ScriptedServer.Framed(query.Reply()));
        using NetworkUpstreams upstreams = Replies.Over(time, new ResolverStatistics(), new UpstreamServer(server.EndPoint));
        Task<string> shown = upstreams.ShowAsync();
        for (int i = 0; i < 3; i++)
        {
            Assert.True(await asked.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
            await time.AdvanceAsync(ServerHealth.MaxWait);
        }

        Assert.Equal("192.0.2.1", await shown);
        Assert.Equal([1232, 1232, 512], sizes);
    }

    [Fact]
    public async Task A_late_answer_to_an_earlier_query_is_taken()
    {
        var time = new ManualTime();
        var queries = new ConcurrentQueue<Message>();
        var clients = new ConcurrentQueue<System.Net.IPEndPoint>();
        var asked = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(query =>
        {
            queries.Enqueue(query);
            asked.Release();
            return [];
        })
        { Seen = clients.Enqueue };
        using NetworkUpstreams upstreams = Replies.Over(time, new ResolverStatistics(), new UpstreamServer(server.EndPoint));
        Task<string> shown = upstreams.ShowAsync();
        Assert.True(await asked.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
        await time.AdvanceAsync(ServerHealth.MaxWait);
        Assert.True(await asked.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
        server.Send(queries.First().Reply(), clients.First());
        Assert.Equal("192.0.2.1", await shown);
    }

    // RFC 5452 §9.1, and what an attacker would send to have TCP asked instead.
    [Fact]
    public async Task An_unreadable_datagram_does_not_end_the_wait_for_a_good_one()
    {
        await using var server = new ScriptedServer(
            query => [[.. query.ToWire().AsSpan(0, 12), 0xff], query.Reply()], _ => throw new InvalidOperationException("TCP was asked."));
        using NetworkUpstreams upstreams = Replies.Over(new ManualTime(), new ResolverStatistics(), new UpstreamServer(server.EndPoint));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
    }

    [Theory]
    [InlineData(ResponseCode.FormErr, "without EDNS no DNSSEC comes from it")]
    [InlineData(ResponseCode.NotImp, "without EDNS no DNSSEC comes from it")]
    public async Task A_resolver_without_EDNS_is_a_failure_that_says_so(ResponseCode code, string text)
    {
        await using var server = new ScriptedServer(query => [(query.Answer() with { ResponseCode = code, Answers = [], Edns = null }).ToWire()]);
        LookupFailure failure = await FailAsync(server);
        Assert.Equal(LookupFailureKind.ErrorResponse, failure.Kind);
        Assert.Contains(text, failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_version_of_EDNS_is_a_failure_that_says_so()
    {
        await using var server = new ScriptedServer(query => [query.Error(ResponseCode.BadVers)]);
        Assert.Contains("EDNS version 0", (await FailAsync(server)).Text, StringComparison.Ordinal);
    }

    // RFC 6891 §6.1.2 wants unknown options ignored; some answer FORMERR. OPT itself is never left out.
    [Fact]
    public async Task A_resolver_that_refuses_options_is_asked_without_them()
    {
        var options = new ConcurrentQueue<int>();
        await using var server = new ScriptedServer(query =>
        {
            options.Enqueue(query.Edns!.Options.Count);
            Assert.Equal(DnssecOk.Set, query.Edns.DnssecOk);
            return [query.Edns.Options.Count > 0 ? query.Error(ResponseCode.FormErr) : query.Reply()];
        });
        using NetworkUpstreams upstreams = Replies.Over(new UpstreamServer(server.EndPoint));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal([1, 0, 0], options);
    }

    // RFC 7873 §5.3
    [Fact]
    public async Task A_server_cookie_is_sent_back_and_expected_from_then_on()
    {
        var sent = new ConcurrentQueue<int>();
        await using var server = new ScriptedServer(query =>
        {
            byte[] cookie = Cookie(query);
            sent.Enqueue(cookie.Length);
            byte[] client = cookie[..8];
            return
            [
                WithCookie(query, [.. client.Select(octet => (byte)~octet), .. ServerCookie], "192.0.2.66"),
                .. cookie.Length == 8 ? Array.Empty<byte[]>() : [query.Reply("192.0.2.66")],
                WithCookie(query, [.. client, .. ServerCookie], "192.0.2.1"),
            ];
        });
        using NetworkUpstreams upstreams = Replies.Over(new UpstreamServer(server.EndPoint));
        for (int i = 0; i < 3; i++)
            Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal([8, 16, 16], sent);
    }

    [Fact]
    public async Task A_bad_cookie_is_replaced_once_and_then_TCP_is_asked()
    {
        var sent = new ConcurrentQueue<byte>();
        byte next = 1;
        await using var server = new ScriptedServer(
            query =>
            {
                byte[] cookie = Cookie(query);
                sent.Enqueue(cookie.Length > 8 ? cookie[8] : (byte)0);
                byte[] option = [.. cookie[..8], next++, .. ServerCookie[1..]];
                return [(query.Answer() with { ResponseCode = ResponseCode.BadCookie, Answers = [], Edns = new Edns(1232, DnssecOk.Set, [new EdnsOption(10, option)]) }).ToWire()];
            },
            query => ScriptedServer.Framed(query.Reply()));
        using NetworkUpstreams upstreams = Replies.Over(new UpstreamServer(server.EndPoint));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal([(byte)0, (byte)1], sent);
    }

    [Fact]
    public async Task A_server_that_no_longer_sends_cookies_is_found_out_over_TCP()
    {
        bool cookies = true;
        int connections = 0;
        await using var server = new ScriptedServer(
            query => [cookies ? WithCookie(query, [.. Cookie(query)[..8], .. ServerCookie], "192.0.2.1") : query.Reply("192.0.2.2")],
            query =>
            {
                connections++;
                return ScriptedServer.Framed(query.Reply("192.0.2.3"));
            });
        using NetworkUpstreams upstreams = Replies.Over(new UpstreamServer(server.EndPoint));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        cookies = false;
        Assert.Equal("192.0.2.3", await upstreams.ShowAsync());
        Assert.Equal("192.0.2.2", await upstreams.ShowAsync());
        Assert.Equal(1, connections);
    }

    [Fact]
    public void A_cookie_that_has_not_come_for_minutes_is_no_longer_expected()
    {
        var time = new ManualTime();
        var jar = new CookieJar(time);
        byte[] sent = jar.Current;
        Message without = Tes.Resolver.Upstreams.Query.Create(Replies.Question).Answer();
        Assert.True(jar.Accepts(sent, without));
        Assert.True(jar.Accepts(sent, without with { Edns = new Edns(1232, DnssecOk.Set, [new EdnsOption(10, (byte[])[.. sent, .. ServerCookie])]) }));
        // A time without questions, and a new address, say nothing of the server.
        time.Advance(CookieJar.MissedFor * 2);
        jar.StartOver();
        Assert.False(jar.Accepts(sent, without));
        time.Advance(CookieJar.MissedFor - TimeSpan.FromSeconds(1));
        Assert.False(jar.Accepts(sent, without));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(jar.Accepts(sent, without));
    }

    [Fact]
    public async Task A_refusal_of_options_is_forgotten_in_time()
    {
        var time = new ManualTime();
        var options = new ConcurrentQueue<int>();
        await using var server = new ScriptedServer(query =>
        {
            options.Enqueue(query.Edns!.Options.Count);
            // Each refusal twice, as networks sometimes deliver datagrams.
            return query.Edns.Options.Count > 0 ? [query.Error(ResponseCode.FormErr), query.Error(ResponseCode.FormErr)] : [query.Reply()];
        });
        using NetworkUpstreams upstreams = Replies.Over(time, new ResolverStatistics(), new UpstreamServer(server.EndPoint));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        time.Advance(ServerLink.OptionsRefusedFor - TimeSpan.FromMinutes(1));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal([1, 0, 0, 1, 0], options);
    }

    [Fact]
    public async Task Sockets_are_renewed_for_a_silence_only_where_they_are_older()
    {
        var time = new ManualTime();
        var ports = new ConcurrentDictionary<int, bool>();
        await using var server = new ScriptedServer(query => [query.Reply()]) { Seen = from => ports.TryAdd(from.Port, true) };
        using var link = new ServerLink(new UpstreamServer(server.EndPoint), [], time, new ResolverStatistics());
        byte[] client = link.Cookies.Current;
        await AskOftenAsync();
        Assert.Equal(4, ports.Count);
        long opened = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(1));
        link.RenewSockets(opened - 1);
        await AskOftenAsync();
        Assert.Equal((4, client), (ports.Count, link.Cookies.Current));
        link.RenewSockets(opened);
        await AskOftenAsync();
        Assert.Equal(8, ports.Count);
        Assert.NotEqual(client, link.Cookies.Current);

        // So often that each of four sockets is used, but for once in a billion runs.
        async Task AskOftenAsync()
        {
            for (int i = 0; i < 80; i++)
            {
                using var attempts = new QuestionAttempts(Replies.Question, [link], TimeSpan.FromSeconds(20), time, TestContext.Current.CancellationToken);
                Assert.IsType<UpstreamResult.Response>(await attempts.RunAsync().AsTask().WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
            }
        }
    }

    [Fact]
    public async Task Rubbish_is_no_sign_of_life()
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(query => [[(byte)(query.Id >> 8), (byte)query.Id, 0x80, .. new byte[3], 0xff, .. new byte[20]]]);
        using var link = new ServerLink(new UpstreamServer(server.EndPoint), [], time, new ResolverStatistics());
        using var mailbox = new Mailbox(time, CancellationToken.None);
        var query = new PendingQuery(Replies.Question, new ServerTrack(link), Course.Datagram, mailbox);
        link.Send(query);
        time.Advance(TimeSpan.FromSeconds(1));
        long start = Stopwatch.GetTimestamp();
        while (!query.Doubtful)
        {
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Replies.Hang);
            await Task.Yield();
        }

        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => link.Health.WasSilent(query.SentAt)));
    }

    [Theory]
    [InlineData(ResponseCode.Refused)]
    [InlineData(ResponseCode.FormErr)]
    public async Task A_server_that_goes_on_refusing_is_tried_at_growing_intervals(ResponseCode code)
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(query => [query.Error(code)]);
        using var link = new ServerLink(new UpstreamServer(server.EndPoint), [], time, new ResolverStatistics());
        var waits = new List<int>();
        for (int i = 0; i < 4; i++)
        {
            using var attempts = new QuestionAttempts(Replies.Question, [link], TimeSpan.FromSeconds(20), time, TestContext.Current.CancellationToken);
            Assert.IsType<UpstreamResult.Failure>(await attempts.RunAsync().AsTask().WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
            int seconds = 0;
            while (!link.Health.TryClaimProbe())
            {
                time.Advance(TimeSpan.FromSeconds(1));
                seconds++;
            }

            waits.Add(seconds);
        }

        Assert.Equal([1, 2, 4, 8], waits);
    }

    // RFC 5452 §9.2: the port of one query does not tell that of the next thousands.
    [Fact]
    public async Task Ports_change()
    {
        var ports = new ConcurrentDictionary<int, bool>();
        await using var server = new ScriptedServer(query => [query.Reply()]) { Seen = from => ports.TryAdd(from.Port, true) };
        using NetworkUpstreams upstreams = Replies.Over(new UpstreamServer(server.EndPoint));
        for (int i = 0; i < 6000; i++)
            Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.InRange(ports.Count, 6, 12);
    }

    [Fact]
    public async Task A_resolver_that_comes_back_is_asked_over_new_sockets()
    {
        System.Net.IPEndPoint endPoint;
        await using (var gone = new ScriptedServer(query => [query.Reply()]))
            endPoint = gone.EndPoint;
        using NetworkUpstreams upstreams = Replies.Over(new UpstreamServer(endPoint));
        for (int i = 0; i < 10; i++)
            Assert.Equal("Unreachable", await upstreams.ShowAsync());
        await using var back = new ScriptedServer(query => [query.Reply()], port: endPoint.Port);
        for (int i = 0; i < 10; i++)
            Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
    }

    private static byte[] Cookie(Message query) => query.Edns!.Options.Single(option => option.Code == 10).Data.ToArray();

    private static byte[] WithCookie(Message query, byte[] cookie, string address) =>
        (query.Answer(address) with { Edns = new Edns(1232, DnssecOk.Set, [new EdnsOption(10, cookie)]) }).ToWire();

    private static async Task<LookupFailure> FailAsync(ScriptedServer server)
    {
        using NetworkUpstreams upstreams = Replies.Over(new UpstreamServer(server.EndPoint));
        return Assert.IsType<UpstreamResult.Failure>(await upstreams.AskAsync(Replies.Question, TestContext.Current.CancellationToken)).Reason;
    }
}
