using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Resolver.Doctor;
using Tes.Resolver.Upstreams;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Doctor;

public sealed class PathDoctorTests
{
    private static readonly UpstreamServer Server = new(new IPEndPoint(IPAddress.Loopback, 53));

    private readonly Clock _clock = new();
    private readonly TestnetDns _dns;

    public PathDoctorTests() => _dns = NewDns(_clock);

    [Fact]
    public async Task A_resolver_that_carries_DNSSEC_passes_every_check()
    {
        PathReport report = await ExamineAsync(new Exchange(_dns), name: "www.wrong-ds.test");
        Assert.Null(report.Diagnosis);
        Assert.Equal(
            ["reachable", "recursion", "edns", "tcp", "dnskey", "clock", "denial", "unknown-type", "ds", "bogus"],
            report.Checks.Where(check => check.Outcome == PathCheckOutcome.Passed).Select(check => check.Tag));
        Assert.Equal(10, report.Checks.Count);
        Assert.True(report.Answered);
    }

    [Fact]
    public async Task Without_a_bogus_name_that_check_is_not_done() =>
        Assert.Equal(PathCheckOutcome.NotDone, Outcome(await ExamineAsync(new Exchange(_dns)), "bogus"));

    public static TheoryData<string, Func<Message, Message, Message?>, string> Faults => new()
    {
        { "strips RRSIGs", (_, reply) => reply.WithoutType(RRType.Rrsig), "dnskey" },
        { "strips NSEC", (_, reply) => reply.WithoutType(RRType.Nsec, RRType.Nsec3), "denial" },
        { "ignores EDNS", (_, reply) => reply with { Edns = null }, "edns" },
        { "refuses", (_, reply) => reply with { ResponseCode = ResponseCode.Refused, Answers = [], Authorities = [] }, "recursion" },
        { "invents addresses", (query, reply) => query.Questions[0].Type == RRType.A ? reply with { ResponseCode = ResponseCode.NoError, Answers = [new ResourceRecord(query.Questions[0].Name, RRType.A, RRClass.IN, 60, (byte[])[192, 0, 2, 66])], Authorities = [] } : reply, "denial" },
        { "knows no unknown types", (query, reply) => (ushort)query.Questions[0].Type == 65_280 ? reply with { ResponseCode = ResponseCode.NotImp, Authorities = [] } : reply, "unknown-type" },
        { "forges keys", (query, reply) => query.Questions[0].Type == RRType.Dnskey ? reply with { Answers = [.. reply.Answers.Select(Flip)] } : reply, "dnskey" },
        { "answers DS from the child", (query, reply) => query.Questions[0].Type == RRType.DS ? reply with { Answers = [] } : reply, "ds" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_a_resolver_does_wrong_is_the_diagnosis(string title, Func<Message, Message, Message?> fault, string tag)
    {
        PathReport report = await ExamineAsync(new Exchange(_dns) { Change = (query, _, reply) => fault(query, reply) });
        Assert.True(report.Diagnosis is not null, title);
        Assert.Equal(tag, report.Checks.First(check => check.Outcome == PathCheckOutcome.Failed).Tag);
        Assert.NotEmpty(report.Diagnosis.Fix);
    }

    [Fact]
    public async Task Blocked_TCP_is_named_although_UDP_works()
    {
        PathReport report = await ExamineAsync(new Exchange(_dns) { Change = (_, transport, reply) => transport == PathTransport.Tcp ? null : reply });
        Assert.Equal(PathCheckOutcome.Failed, Outcome(report, "tcp"));
        Assert.Equal(PathCheckOutcome.Passed, Outcome(report, "dnskey"));
        Assert.Contains("TCP", report.Diagnosis!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_datagrams_that_get_lost_are_a_warning_while_TCP_works()
    {
        PathReport report = await ExamineAsync(new Exchange(_dns)
        {
            Change = (query, transport, reply) => transport == PathTransport.Usual && query.Questions[0].Type == RRType.Dnskey ? null : reply,
        });
        Assert.Equal(PathCheckOutcome.Warning, Outcome(report, "udp-size"));
        Assert.Null(report.Diagnosis);
    }

    [Fact]
    public async Task Queries_with_EDNS_that_are_dropped_are_told_from_a_dead_resolver()
    {
        PathReport report = await ExamineAsync(new Exchange(_dns) { Change = (query, transport, reply) => query.Edns is not null && transport == PathTransport.Usual ? null : reply });
        Assert.Equal(PathCheckOutcome.Failed, Outcome(report, "edns"));
        Assert.True(report.Answered);
    }

    [Fact]
    public async Task A_resolver_that_does_not_answer_is_not_judged()
    {
        PathReport report = await ExamineAsync(new Exchange(_dns) { Change = (_, _, _) => null });
        Assert.False(report.Answered);
        Assert.Equal(["reachable", "tcp"], report.Checks.Select(check => check.Tag));
        Assert.NotNull(report.Diagnosis);
    }

    [Fact]
    public async Task Blocked_TCP_is_the_diagnosis_also_where_keys_need_it()
    {
        PathReport report = await ExamineAsync(new Exchange(_dns)
        {
            Change = (query, transport, reply) => transport == PathTransport.Tcp ? null
                : query.Questions[0].Type == RRType.Dnskey ? reply with { Flags = reply.Flags | MessageFlags.Truncated, Answers = [] } : reply,
        });
        Assert.Equal(PathCheckOutcome.NotDone, Outcome(report, "dnskey"));
        Assert.Contains("TCP", report.Diagnosis!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stripped_signatures_say_more_than_blocked_TCP()
    {
        PathReport report = await ExamineAsync(new Exchange(_dns) { Change = (_, transport, reply) => transport == PathTransport.Tcp ? null : reply.WithoutType(RRType.Rrsig) });
        Assert.Contains("RRSIG", report.Diagnosis!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bogus_name_that_does_not_exist_here_tells_nothing() =>
        Assert.Equal(PathCheckOutcome.NotDone, Outcome(await ExamineAsync(new Exchange(_dns), "nothing.signed.test"), "bogus"));

    [Fact]
    public async Task A_clock_that_is_wrong_is_named_with_its_time()
    {
        PathReport report = await PathDoctor.ExamineAsync(
            Server, new Exchange(_dns), new PathDoctorOptions { TrustAnchors = Anchors(_dns.TrustAnchorDs), ValidationTime = _clock.GetUtcNow().AddYears(-3) }, _clock, TestContext.Current.CancellationToken);
        Assert.Equal(PathCheckOutcome.Failed, Outcome(report, "clock"));
        Assert.Contains("--at", report.Diagnosis!.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_keeps_bogus_data_back_despite_CD_gets_a_warning()
    {
        DomainName bogus = DomainName.Parse("www.wrong-ds.test");
        PathReport report = await ExamineAsync(
            new Exchange(_dns) { Change = (query, _, reply) => query.Questions[0].Name == bogus ? reply with { ResponseCode = ResponseCode.ServFail, Answers = [] } : reply }, "www.wrong-ds.test");
        Assert.Equal(PathCheckOutcome.Warning, Outcome(report, "bogus"));
        Assert.Null(report.Diagnosis);
    }

    private static ResourceRecord Flip(ResourceRecord record)
    {
        byte[] rdata = record.Rdata.ToArray();
        rdata[^1] ^= record.Type == RRType.Dnskey ? (byte)1 : (byte)0;
        return record with { Rdata = rdata };
    }

    private static PathCheckOutcome Outcome(PathReport report, string tag) => Assert.Single(report.Checks, check => check.Tag == tag).Outcome;

    private Task<PathReport> ExamineAsync(Exchange exchange, string? name = null) => PathDoctor.ExamineAsync(
        Server, exchange, new PathDoctorOptions { TrustAnchors = Anchors(_dns.TrustAnchorDs), BogusName = name is null ? null : DomainName.Parse(name) }, _clock, TestContext.Current.CancellationToken);

    private sealed class Exchange(TestnetDns dns) : IPathExchange
    {
        /// <summary>What becomes of a reply; null: it is lost.</summary>
        public Func<Message, PathTransport, Message, Message?> Change { get; init; } = (_, _, reply) => reply;

        public Task<PathReply> AskAsync(Message query, PathTransport transport, CancellationToken cancellationToken)
        {
            Message? reply = dns.Answer(query, transport == PathTransport.Tcp ? DnsTransport.Tcp : DnsTransport.Udp);
            reply = reply is null ? null : Change(query, transport, reply);
            return Task.FromResult<PathReply>(reply is null ? PathReply.Silence.Instance : new PathReply.Received(reply, TimeSpan.FromMilliseconds(7)));
        }
    }
}
