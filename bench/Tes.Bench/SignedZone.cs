using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;

namespace Tes.Bench;

/// <summary>A zone signed once as a whole, for a name server to serve: a KSK and a ZSK of ECDSA P-256, NSEC or NSEC3 (RFC 9276 §3.1).</summary>
internal sealed class SignedZone
{
    private const string Soa = "@ SOA ns.test. hostmaster.test. 1 3600 600 864000 3600\n@ NS ns.test.\n";
    private const uint Ttl = 3600;
    private const ushort KeySigningKey = 0x0101;
    private const ushort ZoneSigningKey = 0x0100;

    private readonly DomainName _apex;
    private readonly List<ResourceRecord> _records;

    private SignedZone(DomainName apex, IReadOnlyList<ResourceRecord> records)
    {
        _apex = apex;
        _records = [.. records];
    }

    /// <summary>The DS record for the zone above.</summary>
    public string Ds { get; private set; } = "";

    /// <summary>The signed zone as a master file.</summary>
    public string Text => string.Join('\n', _records) + "\n";

    /// <summary>Signs a zone of ours; SOA and NS are added.</summary>
    public static SignedZone Sign(string apex, string text, DenialKind denial, DateTimeOffset now)
    {
        var name = DomainName.Parse(apex);
        if (!ZoneFile.TryRead($"$TTL {Ttl}\n{Soa}{text}", name, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure))
            throw new FormatException($"{apex}: {failure}");
        var zone = new SignedZone(name, records);
        zone.Sign(denial, now);
        return zone;
    }

    private void Sign(DenialKind denial, DateTimeOffset now)
    {
        using var ksk = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var zsk = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DnskeyRdata ksKey = AddKey(ksk, KeySigningKey);
        DnskeyRdata zsKey = AddKey(zsk, ZoneSigningKey);
        byte[] ds = [.. BigEndian(KeyTag.Of(ksKey)), (byte)ksKey.Algorithm, (byte)DsDigestType.Sha256, .. DelegationSigner.ComputeDigest(DsDigestType.Sha256, _apex, ksKey)!];
        Ds = Record(_apex, RRType.DS, ds).ToString();
        if (denial == DenialKind.Nsec)
            AddNsec();
        else
            AddNsec3();
        // RFC 4035 §2.2: NS at a delegation is not signed.
        foreach (RRset rrset in RRset.Group([.. _records]).Where(rrset => rrset.Type != RRType.NS || rrset.Owner == _apex))
        {
            bool isKeySet = rrset.Type == RRType.Dnskey;
            ECDsa key = isKeySet ? ksk : zsk;
            _records.Add(Rrsig.Make(
                rrset, _apex, DnssecAlgorithm.EcdsaP256Sha256, KeyTag.Of(isKeySet ? ksKey : zsKey), now, data => key.SignData(data, HashAlgorithmName.SHA256)));
        }
    }

    private DnskeyRdata AddKey(ECDsa key, ushort flags)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] material = [.. point.X!, .. point.Y!];
        _records.Add(Record(_apex, RRType.Dnskey, [.. BigEndian(flags), 3, (byte)DnssecAlgorithm.EcdsaP256Sha256, .. material]));
        return new DnskeyRdata(flags, 3, DnssecAlgorithm.EcdsaP256Sha256, material);
    }

    private void AddNsec()
    {
        var types = _records.GroupBy(record => record.Owner, record => record.Type).OrderBy(group => group.Key).ToArray();
        for (int i = 0; i < types.Length; i++)
        {
            DomainName next = types[(i + 1) % types.Length].Key;
            TypeBitmap bitmap = TypeBitmap.Of([.. types[i], RRType.Nsec, RRType.Rrsig]);
            _records.Add(Record(types[i].Key, RRType.Nsec, [.. next.Wire, .. bitmap.Octets.Span]));
        }
    }

    private void AddNsec3()
    {
        _records.Add(Record(_apex, RRType.Nsec3Param, [Nsec3Hash.Sha1Algorithm, 0, 0, 0, 0]));
        ILookup<DomainName, RRType> types = _records.ToLookup(record => record.Owner, record => record.Type);
        // RFC 5155 §7.1: empty non-terminals have records too.
        (byte[] Hash, DomainName Name)[] names = [.. types.SelectMany(group => WithParents(group.Key)).Distinct()
            .Select(name => (Nsec3Hash.Compute(name, [], 0), name)).OrderBy(pair => Convert.ToHexString(pair.Item1), StringComparer.Ordinal)];
        for (int i = 0; i < names.Length; i++)
        {
            byte[] next = names[(i + 1) % names.Length].Hash;
            RRType[] present = [.. types[names[i].Name]];
            TypeBitmap bitmap = TypeBitmap.Of(present.Length == 0 ? present : [.. present, RRType.Rrsig]);
            if (!_apex.TryPrepend(Base32Hex.Encode(names[i].Hash), out DomainName? owner))
                throw new FormatException($"{_apex} is too long for NSEC3.");
            _records.Add(Record(owner, RRType.Nsec3, [Nsec3Hash.Sha1Algorithm, 0, 0, 0, 0, (byte)next.Length, .. next, .. bitmap.Octets.Span]));
        }
    }

    private IEnumerable<DomainName> WithParents(DomainName name)
    {
        for (; name != _apex; name = name.Parent)
            yield return name;
        yield return _apex;
    }

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];

    private static ResourceRecord Record(DomainName owner, RRType type, byte[] rdata) => new(owner, type, RRClass.IN, Ttl, rdata);

    /// <summary>How a zone denies.</summary>
    internal enum DenialKind
    {
        Nsec,
        Nsec3,
    }
}
