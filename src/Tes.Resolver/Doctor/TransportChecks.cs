using System.Globalization;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Doctor;

/// <summary>Whether the resolver answers, over which transports, and whether it speaks EDNS (RFC 8027 §3.1.1 to §3.1.3).</summary>
internal sealed class TransportChecks(UpstreamServer server, IPathExchange exchange, DomainName zone)
{
    private readonly List<PathCheck> _checks = [];

    public IReadOnlyList<PathCheck> Checks => _checks;

    public bool Answers => RoundTrip is not null;

    public TimeSpan? RoundTrip { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        PathReply first = await exchange.AskAsync(Query.Create(new Question(zone, RRType.Soa)), PathTransport.Usual, cancellationToken).ConfigureAwait(false);
        if (first is PathReply.Received { Message: var message, Elapsed: var elapsed })
        {
            RoundTrip = elapsed;
            Add("reachable", PathCheckOutcome.Passed, string.Create(CultureInfo.InvariantCulture, $"answers {Way()} in {elapsed.TotalMilliseconds:F0} ms"));
            CheckRecursion(message);
            CheckEdns(message);
        }
        else
        {
            Add("reachable", PathCheckOutcome.Failed, first.Match(_ => "", () => $"does not answer {Way()}", reason => $"cannot be asked {Way()}: {reason}"));
            await CheckWithoutEdnsAsync(first, cancellationToken).ConfigureAwait(false);
        }

        if (server.Transport == UpstreamTransport.Datagram)
            await CheckTcpAsync(cancellationToken).ConfigureAwait(false);
    }

    private string Way() => server.Transport switch
    {
        UpstreamTransport.Datagram => "over UDP",
        UpstreamTransport.Stream => "over TCP",
        _ => "over TLS",
    };

    private void CheckRecursion(Message reply)
    {
        if (reply.ResponseCode is not (ResponseCode.NoError or ResponseCode.NXDomain))
            Add("recursion", PathCheckOutcome.Failed, $"answers {reply.ResponseCode.ToString().ToUpperInvariant()} for {zone} SOA");
        else if (!reply.Flags.HasFlag(MessageFlags.RecursionAvailable))
            Add("recursion", PathCheckOutcome.Warning, "does not offer recursion (RA): it answers only for what it has itself");
        else
            Add("recursion", PathCheckOutcome.Passed, "offers recursion");
    }

    // RFC 6891 §6.1.1; RFC 4035 §3.2.1: DO is copied into the response.
    private void CheckEdns(Message reply)
    {
        if (reply.Edns is not { } edns)
            Add("edns", PathCheckOutcome.Failed, "answers without EDNS (no OPT record), so it cannot be asked for DNSSEC records");
        else if (edns.DnssecOk == DnssecOk.Clear)
            Add("edns", PathCheckOutcome.Warning, "speaks EDNS, but clears the DO bit by which DNSSEC records are asked for");
        else
            Add("edns", PathCheckOutcome.Passed, string.Create(CultureInfo.InvariantCulture, $"speaks EDNS with DO, takes {edns.UdpPayloadSize} octets over UDP"));
    }

    // Some boxes on the way drop what they do not know.
    private async Task CheckWithoutEdnsAsync(PathReply first, CancellationToken cancellationToken)
    {
        if (server.Transport != UpstreamTransport.Datagram || first is not PathReply.Silence)
            return;
        Message plain = Query.Create(new Question(zone, RRType.Soa)) with { Edns = null, Flags = MessageFlags.RecursionDesired };
        if (await exchange.AskAsync(plain, PathTransport.Usual, cancellationToken).ConfigureAwait(false) is not PathReply.Received { Elapsed: var elapsed })
            return;
        RoundTrip = elapsed;
        Add("edns", PathCheckOutcome.Failed, "answers questions without EDNS only: something on the way drops the others");
    }

    // RFC 7766 §5: TCP is not optional.
    private async Task CheckTcpAsync(CancellationToken cancellationToken)
    {
        PathReply reply = await exchange.AskAsync(Query.Create(new Question(zone, RRType.Soa)), PathTransport.Tcp, cancellationToken).ConfigureAwait(false);
        if (reply is PathReply.Received { Elapsed: var elapsed })
            RoundTrip ??= elapsed;
        _checks.Add(reply.Match(
            _ => new PathCheck("tcp", PathCheckOutcome.Passed, "answers over TCP"),
            () => new PathCheck("tcp", PathCheckOutcome.Failed, "does not answer over TCP, which large answers need"),
            reason => new PathCheck("tcp", PathCheckOutcome.Failed, $"cannot be asked over TCP, which large answers need: {reason}")));
    }

    private void Add(string tag, PathCheckOutcome outcome, string text) => _checks.Add(new PathCheck(tag, outcome, text));
}
