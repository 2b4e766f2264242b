using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Testnet.Dns;

/// <summary>
/// The whole DNS of a test net behind one resolver that does not validate: it answers like a recursive resolver that was
/// sent CD, with the RRSIGs and proofs of zones that are signed when asked. Safe for concurrent use.
/// </summary>
public sealed class TestnetDns : IDnsAnswers
{
    /// <summary>The largest UDP reply, octets, whatever EDNS asks for (the value most servers settled on in 2020).</summary>
    public const int MaxUdpPayload = 1232;

    /// <summary>How many questions are kept. Own limit: more than any test asks, while a lab that runs for days stays small.</summary>
    public const int MaxAsked = 100_000;

    // RFC 1035 §4.2.1: without EDNS.
    private const int PlainUdpPayload = 512;
    private const int HeaderLength = 12;

    // RFC 6895 §3.1
    private const ushort FirstMetaType = 128;
    private const ushort LastMetaType = 255;

    private readonly ConcurrentQueue<Question> _asked = new();
    private readonly ZoneTree _zones;
    private readonly RRsetSigner _signer;

    /// <summary>Takes the zones; each is loaded when it is first asked for.</summary>
    /// <param name="zones">Any number, at most one of a name. A signed root without records is added when there is none.</param>
    /// <param name="time">The clock of signatures.</param>
    /// <param name="seed">Makes the keys: the same seed, the same keys (RSA keys aside).</param>
    /// <exception cref="ArgumentException">Two zones have one name.</exception>
    public TestnetDns(IReadOnlyList<Zone> zones, TimeProvider time, string seed = "tes")
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(seed);
        _zones = new ZoneTree(zones, seed);
        _signer = new RRsetSigner(time);
    }

    /// <summary>What is wrong with the resolver as a whole.</summary>
    public ResolverFault Fault { get; set; }

    /// <summary>How long every reply of the server takes; an answer in memory takes none.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Is called for each query before it is answered, by whichever thread answers.</summary>
    public Action? OnQuestion { get; set; }

    /// <summary>All questions so far up to <see cref="MaxAsked"/>, in order, repeats included.</summary>
    public IReadOnlyCollection<Question> Asked => _asked;

    /// <summary>The root's trust anchor as a DS record in presentation form; empty when the root is unsigned.</summary>
    public string TrustAnchorDs => Anchor(RRType.DS, keys => keys.RightDs());

    /// <summary>The root's trust anchor as a DNSKEY record in presentation form; empty when the root is unsigned.</summary>
    public string TrustAnchorDnskey => Anchor(RRType.Dnskey, keys => keys.KeySigningKey.Dnskey);

    /// <summary>Answers one query, without a network.</summary>
    /// <returns>The reply; null when there is none, or when its octets are no message.</returns>
    public Message? Answer(Message query, DnsTransport transport)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Answer(query.ToWire(), transport) is { } octets && Message.TryRead(octets, out Message? reply, out _) ? reply : null;
    }

    /// <summary>Answers one query, octets for octets. Any octets are fine.</summary>
    /// <returns>The reply; null when there is none.</returns>
    /// <exception cref="FormatException">The records of a zone's declaration are wrong.</exception>
    public byte[]? Answer(ReadOnlySpan<byte> query, DnsTransport transport)
    {
        if (query.Length < HeaderLength)
            return null;
        if (!Message.TryRead(query, out Message? message, out _))
            return new Message { Id = (ushort)((query[0] << 8) | query[1]), Flags = MessageFlags.Response, ResponseCode = ResponseCode.FormErr }.ToWire();
        return message.Flags.HasFlag(MessageFlags.Response) ? null : Answer(message, transport, Fault);
    }

    private byte[]? Answer(Message query, DnsTransport transport, ResolverFault fault)
    {
        foreach (Question question in query.Questions.Take(MaxAsked - _asked.Count))
            _asked.Enqueue(question);
        OnQuestion?.Invoke();
        if (fault is ResolverFault.NeverReplies or ResolverFault.NobodyListens)
            return null;
        Edns? asked = fault == ResolverFault.IgnoresEdns ? null : query.Edns;
        Message reply = Frame(query, asked);
        DnsFaultKind? transportFault = null;
        if (Reject(query, asked, fault) is { } rejected)
        {
            reply = reply with { ResponseCode = rejected };
        }
        else if (fault == ResolverFault.LiesAboutAll)
        {
            reply = reply with { Answers = Lies(query.Questions[0]) };
        }
        else
        {
            var recursion = new Recursion(_zones, _signer, fault == ResolverFault.StripsDnssec || asked is null ? DnssecOk.Clear : asked.DnssecOk);
            ResponseCode code = recursion.Resolve(query.Questions[0]);
            reply = reply with { ResponseCode = code, Answers = recursion.Answers, Authorities = recursion.Authorities };
            transportFault = recursion.TransportFault;
        }

        return Send(reply, LimitOf(asked, transport), transport, transportFault);
    }

    /// <summary>The longest reply to a query with this OPT record, octets.</summary>
    internal static int LimitOf(Edns? asked, DnsTransport transport) => transport == DnsTransport.Tcp
        ? Message.MaxLength
        : Math.Clamp((int)(asked?.UdpPayloadSize ?? 0), PlainUdpPayload, MaxUdpPayload);

    private static Message Frame(Message query, Edns? asked) => new()
    {
        Id = query.Id,
        Opcode = query.Opcode,
        Flags = MessageFlags.Response | MessageFlags.RecursionAvailable
            | (query.Flags & (MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled)),
        Questions = query.Questions,
        Edns = asked is null ? null : new Edns(MaxUdpPayload, asked.DnssecOk, []),
    };

    private static ResponseCode? Reject(Message query, Edns? asked, ResolverFault fault)
    {
        if (fault == ResolverFault.RefusesAll)
            return ResponseCode.Refused;
        if (fault == ResolverFault.ServFailsAll)
            return ResponseCode.ServFail;
        if (query.Opcode != 0)
            return ResponseCode.NotImp;
        if (query.Questions.Count != 1)
            return ResponseCode.FormErr;
        // RFC 6891 §6.1.3
        if (asked is { Version: not 0 })
            return ResponseCode.BadVers;
        Question question = query.Questions[0];
        if (question.Class != RRClass.IN)
            return ResponseCode.Refused;
        return (ushort)question.Type is >= FirstMetaType and <= LastMetaType || question.Type == RRType.Rrsig ? ResponseCode.NotImp : null;
    }

    /// <summary>The octets of a reply as a fault of the transport leaves them; null for none.</summary>
    internal static byte[]? Send(Message reply, int limit, DnsTransport transport, DnsFaultKind? fault) => fault switch
    {
        DnsFaultKind.NoReply => null,
        DnsFaultKind.WrongId => (reply with { Id = (ushort)(reply.Id ^ 0x5555) }).ToWire(limit),
        // Looks like the reply up to its header, so that a reader gets as far as the counts.
        DnsFaultKind.Garbage => [.. reply.ToWire(limit).AsSpan(0, HeaderLength), .. RandomNumberGenerator.GetBytes(3)],
        DnsFaultKind.TruncatedOverUdp when transport == DnsTransport.Udp =>
            (reply with { Answers = [], Authorities = [], Flags = reply.Flags | MessageFlags.Truncated }).ToWire(limit),
        _ => reply.ToWire(limit),
    };

    private static IReadOnlyList<ResourceRecord> Lies(Question question)
    {
        byte[] address = [127, 66, 255, 254];
        return question.Type switch
        {
            RRType.A => [new ResourceRecord(question.Name, RRType.A, RRClass.IN, Zone.Ttl, address)],
            RRType.MX => [new ResourceRecord(question.Name, RRType.MX, RRClass.IN, Zone.Ttl, (byte[])[0, 10, .. question.Name.Wire])],
            _ => [],
        };
    }

    /// <summary>The keys of a zone, for tests that sign what no server would; null when it is unsigned, or no zone.</summary>
    internal ZoneKeys? KeysOf(DomainName apex) => _zones.KeysOf(apex);

    private string Anchor(RRType type, Func<ZoneKeys, byte[]> rdata) =>
        KeysOf(DomainName.Root) is { } keys ? new ResourceRecord(DomainName.Root, type, RRClass.IN, Zone.Ttl, rdata(keys)).ToString() : "";
}
