using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Testnet.Dns;

/// <summary>
/// The whole DNS of a test net as its authoritative servers, each at an address of its own: referrals with glue, answers with
/// AA, and servers that do it wrong. Safe for concurrent use.
/// </summary>
public sealed class TestnetAuthorities
{
    private readonly ConcurrentQueue<AskedQuestion> _asked = new();
    private readonly Dictionary<IPAddress, AuthorityServer> _servers;
    private readonly ZoneTree _zones;
    private readonly RRsetSigner _signer;

    /// <summary>Takes zones and servers; each zone is loaded when it is first asked for.</summary>
    /// <param name="zones">Any number, at most one of a name. A signed root without records is added when there is none.</param>
    /// <param name="servers">
    /// The servers. The name server of a zone is <c>ns</c> below its apex, at the addresses of the servers that serve the zone,
    /// where neither it nor the zone above declares NS and address records of other hosts.
    /// </param>
    /// <param name="time">The clock of signatures.</param>
    /// <param name="seed">Makes the keys.</param>
    /// <exception cref="ArgumentException">Two zones have one name, or two servers one address.</exception>
    public TestnetAuthorities(IReadOnlyList<Zone> zones, IReadOnlyList<AuthorityServer> servers, TimeProvider time, string seed = "tes")
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(servers);
        _zones = new ZoneTree(zones, seed);
        _servers = servers.ToDictionary(server => server.Address);
        _signer = new RRsetSigner(time);
    }

    /// <summary>Is called for each query before it is answered, by whichever thread answers.</summary>
    public Action? OnQuestion { get; set; }

    /// <summary>All queries so far, in order.</summary>
    public IReadOnlyCollection<AskedQuestion> Asked => _asked;

    /// <summary>The addresses of all servers.</summary>
    public IReadOnlyCollection<IPAddress> Addresses => _servers.Keys;

    /// <summary>The root's trust anchor as a DS record in presentation form; empty when the root is unsigned.</summary>
    public string TrustAnchorDs => _zones.KeysOf(DomainName.Root) is { } keys ? new ResourceRecord(DomainName.Root, RRType.DS, RRClass.IN, Zone.Ttl, keys.RightDs()).ToString() : "";

    /// <summary>The servers of the root in the form of named.root, for <c>--root-hints</c>.</summary>
    public string RootHints => string.Join('\n', NameServersOf(_zones.At(DomainName.Root)!.Apex).SelectMany(host => GlueOf(host, _zones.At(DomainName.Root)!, DomainName.Root)
        .Select(record => record.ToString()).Prepend($". {Zone.Ttl} IN NS {host}"))) + "\n";

    /// <summary>One server for each zone, at addresses from 127.53.0.1 up; the root's, which is added where it is missing, is the first.</summary>
    public static IReadOnlyList<AuthorityServer> OneForEach(IEnumerable<Zone> zones)
    {
        IEnumerable<DomainName> apexes = zones.Select(zone => zone.Apex).Where(apex => !apex.IsRoot).Prepend(DomainName.Root);
        return [.. apexes.Select((apex, index) => new AuthorityServer(new IPAddress([127, 53, (byte)(index / 250), (byte)((index % 250) + 1)]), [apex]))];
    }

    /// <summary>Answers one query to one server, without a network.</summary>
    /// <returns>The reply; null when there is none, or when its octets are no message.</returns>
    public Message? Answer(IPAddress server, Message query, DnsTransport transport)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Answer(server, query.ToWire(), transport) is { } octets && Message.TryRead(octets, out Message? reply, out _) ? reply : null;
    }

    /// <summary>Answers one query, octets for octets. Any octets are fine.</summary>
    /// <returns>The reply; null when there is none.</returns>
    /// <exception cref="FormatException">The records of a zone's declaration are wrong.</exception>
    public byte[]? Answer(IPAddress server, ReadOnlySpan<byte> query, DnsTransport transport)
    {
        if (!_servers.TryGetValue(server, out AuthorityServer? found) || !Message.TryRead(query, out Message? message, out _)
            || message.Flags.HasFlag(MessageFlags.Response) || message.Questions is not [var question])
            return null;
        _asked.Enqueue(new AskedQuestion(server, question, message.Edns, transport));
        OnQuestion?.Invoke();
        return found.Fault == AuthorityFault.KeepsSilent ? null : Answer(found, message, question, transport);
    }

    private byte[]? Answer(AuthorityServer server, Message query, Question question, DnsTransport transport)
    {
        Edns? edns = server.Fault is AuthorityFault.IgnoresEdns or AuthorityFault.RejectsEdns ? null : query.Edns;
        var reply = new Message
        {
            Id = query.Id,
            Opcode = query.Opcode,
            // RFC 1035 §4.1.1: RD is copied; these servers never recurse.
            Flags = MessageFlags.Response | (query.Flags & MessageFlags.RecursionDesired),
            Questions = query.Questions,
            Edns = edns is null ? null : new Edns(TestnetDns.MaxUdpPayload, edns.DnssecOk, []),
        };
        var recursion = new Recursion(ZonesOf(server), _signer, edns?.DnssecOk ?? DnssecOk.Clear);
        reply = Reject(server.Fault, query) is { } code
            ? reply with { ResponseCode = code }
            : server.Fault == AuthorityFault.RefersUpwards ? reply with { Authorities = RootNameServers() } : Look(reply, question, recursion);
        reply = server.Fault switch
        {
            AuthorityFault.AnswersWithoutAuthority => reply with { Flags = reply.Flags & ~MessageFlags.AuthoritativeAnswer },
            AuthorityFault.DeniesEmptyNonTerminals when IsEmptyNonTerminal(server, question) => reply with { ResponseCode = ResponseCode.NXDomain },
            _ => reply,
        };
        DnsFaultKind? fault = server.Fault switch
        {
            AuthorityFault.TruncatesAll => DnsFaultKind.TruncatedOverUdp,
            AuthorityFault.SendsGarbage when transport == DnsTransport.Udp => DnsFaultKind.Garbage,
            _ => recursion.TransportFault,
        };
        return TestnetDns.Send(reply, TestnetDns.LimitOf(edns, transport), transport, fault);
    }

    private Message Look(Message reply, Question question, Recursion recursion)
    {
        ResponseCode code = recursion.Resolve(question);
        List<ResourceRecord> additionals = [];
        if (recursion.Referral is { } cut)
            additionals.AddRange(NameServersOf(cut.Node).SelectMany(host => GlueOf(host, cut.Zone, cut.Node.Name)));
        else if (question.Type == RRType.NS && recursion.Answers.Count > 0 && _zones.At(question.Name) is { } zone)
            additionals.AddRange(NameServersOf(zone.Apex).SelectMany(host => GlueOf(host, zone, zone.Zone.Apex)));
        return reply with
        {
            ResponseCode = code,
            Flags = recursion.Referral is null && code is ResponseCode.NoError or ResponseCode.NXDomain or ResponseCode.YXDomain
                ? reply.Flags | MessageFlags.AuthoritativeAnswer
                : reply.Flags,
            Answers = recursion.Answers,
            Authorities = recursion.Authorities,
            Additionals = additionals,
        };
    }

    private ServedZones ZonesOf(AuthorityServer server) => new ServedZones(_zones, server.Zones.ToHashSet(), server.Fault == AuthorityFault.AnswersDsFromChild ? DsSide.Child : DsSide.Parent);

    private static ResponseCode? Reject(AuthorityFault fault, Message query) => fault switch
    {
        AuthorityFault.Refuses => ResponseCode.Refused,
        AuthorityFault.ServFails => ResponseCode.ServFail,
        AuthorityFault.RejectsEdns when query.Edns is not null => ResponseCode.FormErr,
        _ => query.Opcode != 0 ? ResponseCode.NotImp : null,
    };

    private bool IsEmptyNonTerminal(AuthorityServer server, Question question) =>
        ZonesOf(server).ZoneOf(question.Name, question.Type) is { } zone && zone.TryGet(question.Name, out ZoneNode? node) && node.IsEmpty;

    private ResourceRecord[] RootNameServers() =>
        [.. NameServersOf(_zones.At(DomainName.Root)!.Apex).Select(host => new ResourceRecord(DomainName.Root, RRType.NS, RRClass.IN, Zone.Ttl, host.WireMemory))];

    private static IEnumerable<DomainName> NameServersOf(ZoneNode node) => node.Get(RRType.NS)!.Rdatas
        .Select(rdata => DomainName.TryReadUncompressed(rdata.Span, out DomainName? host, out _) ? host : DomainName.Root);

    private IEnumerable<ResourceRecord> GlueOf(DomainName host, ZoneContent zone, DomainName child)
    {
        ZoneRRset[] declared = zone.TryGet(host, out ZoneNode? node)
            ? [.. new[] { node.Get(RRType.A), node.Get(RRType.Aaaa) }.OfType<ZoneRRset>()]
            : [];
        if (declared.Length > 0)
            return declared.SelectMany(set => set.Rdatas.Select(rdata => new ResourceRecord(host, set.Type, RRClass.IN, set.Ttl, rdata)));
        return host == ZoneContent.NameServerOf(child)
            ? _servers.Values.Where(server => server.Zones.Contains(child)).Select(server => new ResourceRecord(
                host, server.Address.AddressFamily == AddressFamily.InterNetwork ? RRType.A : RRType.Aaaa, RRClass.IN, Zone.Ttl, server.Address.GetAddressBytes()))
            : [];
    }
}
