using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Testnet.Dns;

/// <summary>Answers one question as a recursive resolver does that was told not to validate: aliases followed across zones, proofs attached.</summary>
internal sealed class Recursion(IZoneSource zones, RRsetSigner signer, DnssecOk dnssecOk)
{
    // What resolvers in use follow at most: Unbound 11, BIND 16.
    private const int MaxAliases = 12;

    private readonly List<ResourceRecord> _answers = [];
    private readonly List<ResourceRecord> _authorities = [];

    public IReadOnlyList<ResourceRecord> Answers => _answers;

    public IReadOnlyList<ResourceRecord> Authorities => _authorities;

    /// <summary>A fault of the transport that a zone on the way has: no reply, truncation, wrong ID or garbage.</summary>
    public DnsFaultKind? TransportFault { get; private set; }

    /// <summary>The zone cut that the answer refers to, with the zone above it; null where it is no referral.</summary>
    public (ZoneContent Zone, ZoneNode Node)? Referral { get; private set; }

    public ResponseCode Resolve(Question question)
    {
        DomainName name = question.Name;
        for (int aliases = 0; aliases <= MaxAliases; aliases++)
        {
            // RFC 1034 §4.3.2: an alias out of what the server has is the end of its answer.
            if (zones.ZoneOf(name, question.Type) is not { } zone)
                return aliases == 0 ? ResponseCode.Refused : ResponseCode.NoError;
            if (Fail(zone, name, question.Type) is { } failed)
                return failed;
            if (LookUp(zone, ref name, question.Type) is { } done)
                return done;
        }

        return Failure(ResponseCode.ServFail);
    }

    private ResponseCode? Fail(ZoneContent zone, DomainName name, RRType type)
    {
        foreach (DnsFault fault in zone.Zone.Faults.Where(fault => fault.Concerns(name, type)))
        {
            switch (fault.Kind)
            {
                case DnsFaultKind.ServFail:
                    return Failure(ResponseCode.ServFail);
                case DnsFaultKind.Refused:
                    return Failure(ResponseCode.Refused);
                case DnsFaultKind.FormErr:
                    return Failure(ResponseCode.FormErr);
                case DnsFaultKind.LyingNXDomain:
                    Add(_authorities, zone, zone.Soa);
                    return ResponseCode.NXDomain;
                case DnsFaultKind.MissingDnskey when type == RRType.Dnskey:
                    Add(_authorities, zone, zone.Soa);
                    return ResponseCode.NoError;
                case DnsFaultKind.Forged:
                    _answers.AddRange(MasterFile.Read(fault.Records, zone.Zone.Apex).Where(record => record.Owner == name && record.Type == type));
                    return ResponseCode.NoError;
                case DnsFaultKind.NoReply or DnsFaultKind.TruncatedOverUdp or DnsFaultKind.WrongId or DnsFaultKind.Garbage:
                    TransportFault = fault.Kind;
                    break;
                default:
                    break;
            }
        }

        return null;
    }

    // Null: name is now the target of an alias, and goes on.
    private ResponseCode? LookUp(ZoneContent zone, ref DomainName name, RRType type)
    {
        if (zone.FindCut(name) is { } cut && !(cut.Name == name && type == RRType.DS))
        {
            return zone.IsDelegation(cut) ? Delegate(zone, cut, name) : FollowDname(zone, cut, ref name, type);
        }

        if (zone.TryGet(name, out ZoneNode? node))
            return AnswerFrom(zone, node, owner: null, ref name, type);
        DomainName encloser = zone.ClosestEncloser(name);
        if (encloser.ToWildcard() is { } wildcard && zone.TryGet(wildcard, out ZoneNode? source))
            return AnswerFrom(zone, source, owner: name, ref name, type);
        Add(_authorities, zone, zone.Soa);
        AddProof(zone, name, type, zone.Denial?.NXDomain(name, encloser));
        return ResponseCode.NXDomain;
    }

    private ResponseCode Delegate(ZoneContent zone, ZoneNode cut, DomainName name)
    {
        // A delegation to servers that do not exist here.
        if (zones.AtDelegation == AtDelegation.Fail)
            return Failure(ResponseCode.ServFail);
        if (_answers.Count > 0)
            return ResponseCode.NoError;
        Referral = (zone, cut);
        // RFC 4035 §3.1.4: NS are not signed here; with them come the DS or the proof that there is none.
        _authorities.AddRange(cut.Get(RRType.NS)!.Rdatas.Select(rdata => new ResourceRecord(cut.Name, RRType.NS, RRClass.IN, Zone.Ttl, rdata)));
        if (cut.Get(RRType.DS) is { } ds && dnssecOk == DnssecOk.Set)
            Add(_authorities, zone, ds);
        else
            AddProof(zone, name, RRType.DS, zone.Denial?.NoData(cut.Name));
        return ResponseCode.NoError;
    }

    private ResponseCode? AnswerFrom(ZoneContent zone, ZoneNode node, DomainName? owner, ref DomainName name, RRType type)
    {
        ZoneRRset? set = type == RRType.Nsec && owner is null ? zone.Denial?.AnswerAt(name) : node.Get(type);
        ZoneRRset? alias = set is null && type != RRType.Nsec ? node.Get(RRType.Cname) : null;
        if ((set ?? alias) is { } found)
        {
            Add(_answers, zone, found, owner);
            if (owner is not null)
                AddProof(zone, owner, type, zone.Denial?.WildcardExpansion(owner, zone.ClosestEncloser(owner)));
            if (alias is null)
                return ResponseCode.NoError;
            name = TargetOf(alias);
            return null;
        }

        Add(_authorities, zone, zone.Soa);
        AddProof(zone, name, type, owner is null ? zone.Denial?.NoData(name) : zone.Denial?.WildcardNoData(owner, zone.ClosestEncloser(owner)));
        return ResponseCode.NoError;
    }

    // RFC 6672 §3.1
    private ResponseCode? FollowDname(ZoneContent zone, ZoneNode cut, ref DomainName name, RRType type)
    {
        ZoneRRset dname = cut.Get(RRType.Dname)!;
        Add(_answers, zone, dname);
        if (!name.TryReplaceSuffix(cut.Name, TargetOf(dname), out DomainName? target))
            return ResponseCode.YXDomain;
        _answers.Add(new ResourceRecord(name, RRType.Cname, RRClass.IN, dname.Ttl, target.WireMemory));
        name = target;
        return type == RRType.Cname ? ResponseCode.NoError : null;
    }

    private static DomainName TargetOf(ZoneRRset alias) =>
        DomainName.TryReadUncompressed(alias.Rdatas[0].Span, out DomainName? target, out _)
            ? target
            : throw new InvalidOperationException($"The alias at {alias.Owner} holds no name.");

    private ResponseCode Failure(ResponseCode code)
    {
        _answers.Clear();
        _authorities.Clear();
        return code;
    }

    private void AddProof(ZoneContent zone, DomainName name, RRType type, IEnumerable<ZoneRRset>? proof)
    {
        if (proof is null || dnssecOk == DnssecOk.Clear
            || zone.Zone.Faults.Any(fault => fault.Kind == DnsFaultKind.MissingDenial && fault.Concerns(name, type)))
            return;
        // Two links of an alias chain may need the same record.
        foreach (ZoneRRset set in proof.Where(set => !_authorities.Exists(record => record.Owner == set.Owner && record.Type == set.Type)))
            Add(_authorities, zone, set);
    }

    private void Add(List<ResourceRecord> section, ZoneContent zone, ZoneRRset set, DomainName? expandedOwner = null)
    {
        DomainName owner = expandedOwner ?? set.Owner;
        section.AddRange(set.Rdatas.Select(rdata => new ResourceRecord(owner, set.Type, RRClass.IN, set.Ttl, rdata)));
        if (zone.Keys is null || dnssecOk == DnssecOk.Clear)
            return;
        DnsFaultKind? fault = zone.Zone.Faults.FirstOrDefault(fault => IsOfSignatures(fault.Kind) && fault.Concerns(owner, set.Type))?.Kind;
        if (fault != DnsFaultKind.MissingSignature)
            section.AddRange(zone.Keys.SignersOf(set.Type).Select(key => new ResourceRecord(owner, RRType.Rrsig, RRClass.IN, set.Ttl, signer.Sign(zone, set, key, fault))));
    }

    private static bool IsOfSignatures(DnsFaultKind kind) => kind
        is DnsFaultKind.BogusSignature or DnsFaultKind.ExpiredSignature or DnsFaultKind.FutureSignature or DnsFaultKind.MissingSignature;
}
