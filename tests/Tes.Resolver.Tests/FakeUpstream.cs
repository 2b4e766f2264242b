using System.Collections.Concurrent;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;
using Tes.Testnet.Dns;

namespace Tes.Resolver.Tests;

/// <summary>
/// Asks a test net without a network, and lets an attacker on the way change each response. A failure stands for what
/// <see cref="NetworkUpstreams"/> makes of the same reply.
/// </summary>
internal sealed class FakeUpstream(TestnetDns dns) : IUpstream
{
    /// <summary>What becomes of a response; by default it arrives as it was sent.</summary>
    public Func<Question, Message, Message> Attack { get; init; } = (_, response) => response;

    /// <summary>Held back until this is completed.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    public ConcurrentQueue<Question> Asked { get; } = new();

    public async ValueTask<UpstreamResult> AskAsync(Question question, QueryQuota quota, CancellationToken cancellationToken)
    {
        Asked.Enqueue(question);
        await Gate.WaitAsync(cancellationToken);
        if (Genuine(question) is not { } genuine)
            return Failure(LookupFailureKind.Timeout, question);
        Message response = Attack(question, genuine);
        return response.ResponseCode switch
        {
            ResponseCode.NoError or ResponseCode.NXDomain => new UpstreamResult.Response(response),
            ResponseCode.ServFail => Failure(LookupFailureKind.ServFail, question),
            ResponseCode.Refused => Failure(LookupFailureKind.Refused, question),
            _ => Failure(LookupFailureKind.ErrorResponse, question),
        };
    }

    /// <summary>The test net's own response.</summary>
    public Message? Genuine(Question question) => dns.Answer(Query.Create(question), DnsTransport.Tcp);

    private static UpstreamResult.Failure Failure(LookupFailureKind kind, Question question) =>
        new(new LookupFailure(kind, question, $"the fake upstream has only {kind} for {question}"));
}
