using System.Diagnostics;
using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

public sealed class NetworkUpstreamsTests
{
    private static readonly Question Question = new(DomainName.Parse("www.example"), RRType.A);
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    // Far beyond any time-out here, and only there so that a hang is a failure.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_query_asks_for_DNSSEC_and_for_no_validation()
    {
        Message? seen = null;
        await using var server = new ScriptedServer(query =>
        {
            seen = query;
            return [Reply(query)];
        });
        Assert.Equal("192.0.2.1", await Ask(Ample, server.EndPoint));
        Assert.Equal(MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled, seen!.Flags);
        Assert.Equal((DnssecOk.Set, (ushort)1232), (seen.Edns!.DnssecOk, seen.Edns.UdpPayloadSize));
        Assert.Equal([Question], seen.Questions);
    }

    // RFC 5452 §9.1: whatever does not answer the query is as if it had not come.
    [Fact]
    public async Task Forged_and_late_datagrams_are_passed_over()
    {
        await using var server = new ScriptedServer(query =>
        [
            Reply(query with { Id = (ushort)(query.Id + 1) }, "192.0.2.66"),
            Reply(query with { Questions = [Question with { Name = DomainName.Parse("other.example") }] }, "192.0.2.66"),
            Reply(query with { Questions = [Question with { Type = RRType.Aaaa }] }, "192.0.2.66"),
            Reply(query with { Questions = [] }, "192.0.2.66"),
            query.ToWire(),
            [],
            [1],
            [(byte)~(query.Id >> 8), 0, 1, 2],
            Reply(query),
            Reply(query, "192.0.2.66"),
        ]);
        Assert.Equal("192.0.2.1", await Ask(Ample, server.EndPoint));
    }

    [Fact]
    public async Task The_case_of_a_name_in_the_response_does_not_matter()
    {
        await using var server = new ScriptedServer(query => [Reply(query with { Questions = [Question with { Name = DomainName.Parse("WWW.Example") }] })]);
        Assert.Equal("192.0.2.1", await Ask(Ample, server.EndPoint));
    }

    [Fact]
    public async Task After_truncation_TCP_is_asked()
    {
        await using var server = new ScriptedServer(
            query => [Reply(query, "192.0.2.66", MessageFlags.Truncated)], query => ScriptedServer.Framed(Reply(query)));
        var statistics = new ResolverStatistics();
        Assert.Equal("192.0.2.1", await Ask(Ample, statistics, server.EndPoint));
        Assert.Equal((1, 1, 1), (statistics.QuestionsAsked, statistics.DatagramsSent, statistics.TcpQueries));
    }

    [Fact]
    public async Task After_octets_that_are_no_message_TCP_is_asked()
    {
        await using var server = new ScriptedServer(
            query => [[.. query.ToWire().AsSpan(0, 12), 0xff]], query => ScriptedServer.Framed(Reply(query)));
        Assert.Equal("192.0.2.1", await Ask(Ample, server.EndPoint));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("another id")]
    [InlineData("another question")]
    [InlineData("truncated")]
    [InlineData("empty")]
    public async Task Nothing_readable_over_TCP_is_malformed(string kind)
    {
        await using var server = new ScriptedServer(query => [Reply(query, flags: MessageFlags.Truncated)], query => ScriptedServer.Framed(kind switch
        {
            "garbage" => [1, 2, 3],
            "another id" => Reply(query with { Id = (ushort)(query.Id + 1) }),
            "another question" => Reply(query with { Questions = [Question with { Type = RRType.MX }] }),
            "truncated" => Reply(query, flags: MessageFlags.Truncated),
            _ => [],
        }));
        Assert.Equal(LookupFailureKind.Malformed, (await Fail(Ample, server.EndPoint)).Kind);
    }

    [Fact]
    public async Task A_TCP_connection_closed_half_way_is_unreachable()
    {
        await using var server = new ScriptedServer(query => [Reply(query, flags: MessageFlags.Truncated)], query => ScriptedServer.Framed(Reply(query))[..20]);
        Assert.Equal(LookupFailureKind.Unreachable, (await Fail(Ample, server.EndPoint)).Kind);
    }

    [Fact]
    public async Task A_TCP_server_that_says_nothing_is_a_time_out()
    {
        await using var server = new ScriptedServer(query => [Reply(query, flags: MessageFlags.Truncated)]);
        Assert.Equal(LookupFailureKind.Timeout, (await Fail(Short, server.EndPoint)).Kind);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable_at_once()
    {
        long start = Stopwatch.GetTimestamp();
        LookupFailure failure = await Fail(TimeSpan.FromMinutes(5), await ClosedPort());
        Assert.Equal(LookupFailureKind.Unreachable, failure.Kind);
        Assert.DoesNotContain("over TCP", failure.Text, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Hang);
    }

    [Fact]
    public async Task A_dead_server_is_a_time_out_in_time()
    {
        await using var server = new ScriptedServer(_ => []);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(LookupFailureKind.Timeout, (await Fail(Short, server.EndPoint)).Kind);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(290), Hang);
    }

    [Theory]
    [InlineData(ResponseCode.ServFail, LookupFailureKind.ServFail)]
    [InlineData(ResponseCode.Refused, LookupFailureKind.Refused)]
    [InlineData(ResponseCode.FormErr, LookupFailureKind.ErrorResponse)]
    [InlineData(ResponseCode.NotImp, LookupFailureKind.ErrorResponse)]
    [InlineData(ResponseCode.YXDomain, LookupFailureKind.ErrorResponse)]
    public async Task Error_responses_are_failures_and_keep_their_extended_error(ResponseCode code, LookupFailureKind kind)
    {
        await using var server = new ScriptedServer(query => [(Answer(query) with
        {
            ResponseCode = code,
            Answers = [],
            Edns = new Edns(1232, DnssecOk.Set, [new EdnsOption(EdnsOption.ExtendedErrorCode, (byte[])[0, 22, (byte)'n', (byte)'o', 0x1b])]),
        }).ToWire()]);
        LookupFailure failure = await Fail(Ample, server.EndPoint);
        Assert.Equal(kind, failure.Kind);
        ExtendedDnsError error = Assert.Single(failure.Errors);
        Assert.Equal((ExtendedDnsErrorCode.NoReachableAuthority, "no\u001b"), (error.Code, error.Text));
        // The sentence for people holds nothing of the peer's.
        Assert.All(failure.Text, character => Assert.InRange(character, ' ', '~'));
    }

    [Fact]
    public async Task An_error_without_the_question_counts_and_data_without_it_does_not()
    {
        await using var server = new ScriptedServer(query => [(Answer(query) with { Questions = [], Answers = [], ResponseCode = ResponseCode.FormErr }).ToWire()]);
        Assert.Equal(LookupFailureKind.ErrorResponse, (await Fail(Ample, server.EndPoint)).Kind);
        await using var silent = new ScriptedServer(query => [(Answer(query) with { Questions = [] }).ToWire()]);
        Assert.Equal(LookupFailureKind.Timeout, (await Fail(Short, silent.EndPoint)).Kind);
    }

    [Fact]
    public async Task The_next_upstream_is_asked_when_one_fails()
    {
        await using var refusing = new ScriptedServer(query => [(Answer(query) with { Answers = [], ResponseCode = ResponseCode.Refused }).ToWire()]);
        await using var good = new ScriptedServer(query => [Reply(query)]);
        Assert.Equal("192.0.2.1", await Ask(Ample, refusing.EndPoint, good.EndPoint));
        Assert.Equal("192.0.2.1", await Ask(Ample, await ClosedPort(), good.EndPoint));
    }

    [Fact]
    public async Task An_upstream_whose_TCP_is_blocked_does_not_keep_the_next_from_being_asked()
    {
        await using var blocked = new ScriptedServer(query => [Reply(query, flags: MessageFlags.Truncated)]);
        await using var good = new ScriptedServer(query => [Reply(query, flags: MessageFlags.Truncated)], query => ScriptedServer.Framed(Reply(query)));
        Assert.Equal("192.0.2.1", await Ask(TimeSpan.FromSeconds(6), blocked.EndPoint, good.EndPoint));
    }

    [Fact]
    public async Task Hundreds_of_questions_at_once_each_get_their_own_answer()
    {
        await using var server = new ScriptedServer(query => [Reply(query, $"192.0.{query.Questions[0].Name.FirstLabel[0] - '0'}.1")]);
        using var upstreams = new NetworkUpstreams([new UpstreamServer(server.EndPoint)], [], Ample, TimeProvider.System, new ResolverStatistics());
        // In batches, so that the server's socket buffer takes them.
        for (int batch = 0; batch < 10; batch++)
        {
            Task<string>[] asked = [.. Enumerable.Range(0, 100).Select(async i =>
                Show(await upstreams.AskAsync(Question with { Name = DomainName.Parse($"{i % 10}{i}x{batch}.example") }, TestContext.Current.CancellationToken)))];
            Assert.Equal(Enumerable.Range(0, 100).Select(i => $"192.0.{i % 10}.1"), await Task.WhenAll(asked));
        }
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_and_disposal_all_of_them()
    {
        await using var server = new ScriptedServer(_ => []);
        using var impatience = new CancellationTokenSource();
        var upstreams = new NetworkUpstreams([new UpstreamServer(server.EndPoint)], [], Ample, TimeProvider.System, new ResolverStatistics());
        Task<UpstreamResult> cancelled = upstreams.AskAsync(Question, impatience.Token).AsTask();
        Task<UpstreamResult> waiting = upstreams.AskAsync(Question with { Type = RRType.MX }, CancellationToken.None).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Hang, TestContext.Current.CancellationToken));
        upstreams.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Hang, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => upstreams.AskAsync(Question, CancellationToken.None).AsTask());
        upstreams.Dispose();
    }

    [Fact]
    public void The_system_s_resolvers_are_read_from_resolv_conf()
    {
        UpstreamServer[] read = [.. SystemUpstreams.Parse("# comment\nnameserver 192.0.2.53\nnameserver\t2001:db8::53 \nsearch example\nnameserver nonsense\noptions edns0\nnameserver\n")];
        Assert.Equal(["192.0.2.53:53", "[2001:db8::53]:53"], read.Select(endPoint => endPoint.ToString()));
        Assert.Equal(["127.0.0.1:53"], SystemUpstreams.Parse("").Select(endPoint => endPoint.ToString()));
    }

    private static async Task<string> Ask(TimeSpan timeout, params IPEndPoint[] endPoints) => await Ask(timeout, new ResolverStatistics(), endPoints);

    private static async Task<string> Ask(TimeSpan timeout, ResolverStatistics statistics, params IPEndPoint[] endPoints)
    {
        using var upstreams = new NetworkUpstreams([.. endPoints.Select(endPoint => new UpstreamServer(endPoint))], [], timeout, TimeProvider.System, statistics);
        return Show(await upstreams.AskAsync(Question, TestContext.Current.CancellationToken));
    }

    private static string Show(UpstreamResult result) => result is UpstreamResult.Response { Message.Answers: [var record, ..] }
        ? RdataText.Format(record.Type, record.Rdata.Span)
        : (result as UpstreamResult.Failure)?.Reason.ToString() ?? "nothing";

    private static async Task<LookupFailure> Fail(TimeSpan timeout, IPEndPoint endPoint)
    {
        using var upstreams = new NetworkUpstreams([new UpstreamServer(endPoint)], [], timeout, TimeProvider.System, new ResolverStatistics());
        return Assert.IsType<UpstreamResult.Failure>(await upstreams.AskAsync(Question, TestContext.Current.CancellationToken)).Reason;
    }

    private static async Task<IPEndPoint> ClosedPort()
    {
        await using var server = new ScriptedServer(_ => []);
        return server.EndPoint;
    }

    private static Message Answer(Message query, string address = "192.0.2.1") => query with
    {
        Flags = MessageFlags.Response | MessageFlags.RecursionAvailable,
        Answers = [new ResourceRecord(Question.Name, RRType.A, RRClass.IN, 60, IPAddress.Parse(address).GetAddressBytes())],
    };

    private static byte[] Reply(Message query, string address = "192.0.2.1", MessageFlags flags = MessageFlags.None)
    {
        Message answer = Answer(query, address);
        return (answer with { Flags = answer.Flags | flags }).ToWire();
    }
}
