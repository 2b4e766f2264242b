using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>Responses that scripted servers send, and results in words.</summary>
internal static class Replies
{
    public static readonly Question Question = new(DomainName.Parse("www.example"), RRType.A);

    // Far beyond any time-out of these tests, so that a hang is a failure.
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    public static Message Answer(this Message query, string address = "192.0.2.1") => query with
    {
        Flags = MessageFlags.Response | MessageFlags.RecursionAvailable,
        Answers = [new ResourceRecord(query.Questions[0].Name, RRType.A, RRClass.IN, 60, IPAddress.Parse(address).GetAddressBytes())],
        Edns = new Edns(1232, DnssecOk.Set, []),
    };

    public static byte[] Reply(this Message query, string address = "192.0.2.1") => query.Answer(address).ToWire();

    public static byte[] Truncated(this Message query)
    {
        Message answer = query.Answer();
        return (answer with { Flags = answer.Flags | MessageFlags.Truncated, Answers = [] }).ToWire();
    }

    public static byte[] Error(this Message query, ResponseCode code) => (query.Answer() with { ResponseCode = code, Answers = [] }).ToWire();

    public static NetworkUpstreams Over(params UpstreamServer[] servers) => Over(TimeProvider.System, new ResolverStatistics(), servers);

    public static NetworkUpstreams Over(TimeProvider time, ResolverStatistics statistics, params UpstreamServer[] servers) =>
        new(servers, [], TimeSpan.FromSeconds(20), time, statistics);

    /// <summary>The address in the answer, or the kind of the failure.</summary>
    public static async Task<string> ShowAsync(this NetworkUpstreams upstreams, Question? question = null) =>
        (await upstreams.AskAsync(question ?? Question, CancellationToken.None).AsTask().WaitAsync(Hang)) switch
        {
            UpstreamResult.Response { Message.Answers: [var record, ..] } => RdataText.Format(record.Type, record.Rdata.Span),
            UpstreamResult.Failure { Reason.Kind: var kind } => kind.ToString(),
            _ => "nothing",
        };

    public static Question Named(string label) => Question with { Name = DomainName.Parse($"{label}.example") };
}
