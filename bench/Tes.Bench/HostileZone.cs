using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;

namespace Tes.Bench;

/// <summary>
/// A zone of an attacker who owns a trust anchor, so that everything is his: answers are made before, octet for octet, and
/// parsed at every question as from a network.
/// </summary>
internal sealed class HostileZone : IUpstream, IDisposable
{
    private const uint Ttl = 3600;
    private const ushort ZoneKey = 0x0100;
    private const ushort Revoked = 0x0080;

    private readonly ConcurrentDictionary<Question, byte[]> _answers = [];
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<byte[]> _keys = [];

    public HostileZone(string apex)
    {
        Apex = DomainName.Parse(apex);
        _keys.Add(Dnskey(ZoneKey, DnssecAlgorithm.EcdsaP256Sha256, Point(_key)));
        Tag = TagOf(_keys[0]);
        string ds = new ResourceRecord(Apex, RRType.Dnskey, RRClass.IN, Ttl, _keys[0]).ToString();
        Anchors = TrustAnchorSet.TryRead(ds, out TrustAnchorSet? anchors, out _) ? anchors : throw new InvalidOperationException("The anchor cannot be read.");
    }

    public DomainName Apex { get; }

    public ushort Tag { get; }

    public TrustAnchorSet Anchors { get; }

    public void Dispose() => _key.Dispose();

    public async ValueTask<UpstreamResult> AskAsync(Question question, QueryQuota quota, CancellationToken cancellationToken)
    {
        // As over a network, whoever asks gives its thread away; otherwise a few callers would keep all that the pool has at first.
        await Task.Yield();
        byte[] octets = _answers.GetOrAdd(question, Denied);
        return Message.TryRead(octets, out Message? message, out _)
            ? new UpstreamResult.Response(message)
            : new UpstreamResult.Failure(new LookupFailure(LookupFailureKind.Malformed, question, "no message"));
    }

    /// <summary>
    /// Adds a key whose tag is that of the zone's own key: what is missing is made up in the flags, whose unassigned bits
    /// nobody looks at (RFC 4034 appendix B).
    /// </summary>
    public void AddCollidingKey(DnssecAlgorithm algorithm, Func<byte[]> material)
    {
        while (true)
        {
            byte[] key = material();
            byte[] candidate = Dnskey(ZoneKey, algorithm, key);
            int flags = ZoneKey + Tag - TagOf(candidate);
            candidate = Dnskey((ushort)flags, algorithm, key);
            if ((flags & ZoneKey) == 0 || (flags & Revoked) != 0 || TagOf(candidate) != Tag)
                continue;
            _keys.Add(candidate);
            return;
        }
    }

    /// <summary>Publishes the keys; to be called before asking.</summary>
    public void Publish() => Answer(new Question(Apex, RRType.Dnskey), SignedSet(Apex, RRType.Dnskey, [.. _keys]), []);

    public void Answer(Question question, IReadOnlyList<ResourceRecord> answers, IReadOnlyList<ResourceRecord> authorities, ResponseCode code = ResponseCode.NoError) =>
        _answers[question] = Wire(question, answers, authorities, code);

    private static byte[] Wire(Question question, IReadOnlyList<ResourceRecord> answers, IReadOnlyList<ResourceRecord> authorities, ResponseCode code) =>
        new Message
        {
            Flags = MessageFlags.Response,
            ResponseCode = code,
            Questions = [question],
            Answers = answers,
            Authorities = authorities,
        }.ToWire();

    /// <summary>Records and a good signature.</summary>
    public IReadOnlyList<ResourceRecord> SignedSet(DomainName owner, RRType type, IReadOnlyList<byte[]> rdatas) =>
        [.. Set(owner, type, rdatas), Rrsig.Make(Of(owner, type, rdatas), Apex, DnssecAlgorithm.EcdsaP256Sha256, Tag, _now, data => _key.SignData(data, HashAlgorithmName.SHA256))];

    /// <summary>Records and signatures that fit in all but the signature itself.</summary>
    public IReadOnlyList<ResourceRecord> MisSignedSet(DomainName owner, RRType type, IReadOnlyList<byte[]> rdatas, DnssecAlgorithm algorithm, int signatures, Func<byte[]> signature) =>
        [.. Set(owner, type, rdatas), .. Enumerable.Range(0, signatures).Select(_ => Rrsig.Make(Of(owner, type, rdatas), Apex, algorithm, Tag, _now, _ => signature()))];

    private byte[] Denied(Question question)
    {
        // A DS is asked for at names that own none: NSEC of the name itself, made when first needed.
        byte[] nsec = [.. question.Name.Wire, .. TypeBitmap.Of([RRType.A, RRType.Nsec, RRType.Rrsig]).Octets.Span];
        return Wire(question, [], SignedSet(question.Name, RRType.Nsec, [nsec]), ResponseCode.NoError);
    }

    private static RRset Of(DomainName owner, RRType type, IReadOnlyList<byte[]> rdatas) =>
        new(owner, type, RRClass.IN, Ttl, rdatas.Select(rdata => (ReadOnlyMemory<byte>)rdata), []);

    private static IEnumerable<ResourceRecord> Set(DomainName owner, RRType type, IReadOnlyList<byte[]> rdatas) =>
        rdatas.Select(rdata => new ResourceRecord(owner, type, RRClass.IN, Ttl, rdata));

    private static byte[] Dnskey(ushort flags, DnssecAlgorithm algorithm, byte[] material) => [(byte)(flags >> 8), (byte)flags, 3, (byte)algorithm, .. material];

    private static ushort TagOf(byte[] rdata) => DnskeyRdata.TryRead(rdata, out DnskeyRdata? key) ? KeyTag.Of(key) : (ushort)0;

    public static byte[] Point(ECDsa key)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return [.. point.X!, .. point.Y!];
    }
}
