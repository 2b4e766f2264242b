using System.Collections.Concurrent;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;
using Tes.Testnet.Dns;

namespace Tes.Resolver.Tests.Scenarios;

/// <summary>The servers of a scenario: those of its zones, and what the <c>on</c> blocks in force make of their responses.</summary>
internal sealed class ScenarioUpstream(TestnetDns dns, Clock clock) : IUpstream
{
    private readonly FakeUpstream _servers = new(dns);

    /// <summary>In force from here on, in order.</summary>
    public ConcurrentQueue<ScenarioBlock> Edits { get; } = new();

    public ConcurrentQueue<Question> Asked { get; } = new();

    /// <summary>Edits that were never needed: a scenario that has one does not test what it says.</summary>
    public ConcurrentDictionary<ScenarioBlock, bool> Used { get; } = new();

    public ValueTask<UpstreamResult> AskAsync(Question question, QueryQuota quota, CancellationToken cancellationToken)
    {
        Asked.Enqueue(question);
        return ValueTask.FromResult(Respond(question));
    }

    private UpstreamResult Respond(Question question)
    {
        if (_servers.Genuine(question) is not { } genuine)
            return Failure(LookupFailureKind.Timeout, question);
        var response = new EditableResponse(dns, question, genuine, _servers.Genuine, clock.Now);
        foreach (ScenarioBlock edit in Edits.Where(edit => Concerns(edit.Head, question)))
        {
            Used[edit] = true;
            foreach (ScenarioLine line in edit.Body)
                response.Apply(line);
        }

        // As over the network: what is no message does not arrive as one.
        if (response.Message is not { } changed)
            return Failure(LookupFailureKind.Timeout, question);
        return !Message.TryRead(changed.ToWire(), out Message? received, out _) ? Failure(LookupFailureKind.Malformed, question) : received.ResponseCode switch
        {
            ResponseCode.NoError or ResponseCode.NXDomain => new UpstreamResult.Response(received),
            ResponseCode.ServFail => Failure(LookupFailureKind.ServFail, question),
            ResponseCode.Refused => Failure(LookupFailureKind.Refused, question),
            _ => Failure(LookupFailureKind.ErrorResponse, question),
        };
    }

    // on NAME TYPE, each of them * for any
    private static bool Concerns(ScenarioLine head, Question question) =>
        (head.Words[1] == "*" || ScenarioText.Name(head.Words[1]) == question.Name) && (head.Words[2] == "*" || ScenarioText.Type(head.Words[2]) == question.Type);

    private static UpstreamResult.Failure Failure(LookupFailureKind kind, Question question) =>
        new(new LookupFailure(kind, question, $"the servers of the scenario have only {kind} for {question}"));
}
