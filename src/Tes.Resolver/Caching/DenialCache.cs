using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Validation;

namespace Tes.Resolver.Caching;

/// <summary>
/// Verified NSEC and NSEC3 records and wildcards of secure zones (RFC 8198), bounded in octets. It finds the few records that may
/// decide about a name; what they prove is for <see cref="DenialProof"/> to say. One lock: it is taken only by look-ups that would
/// have to ask, for microseconds.
/// </summary>
internal sealed class DenialCache
{
    /// <summary>
    /// Most hash rounds spent to find the NSEC3 records for one question. PowerDNS's limit for aggressive use: 150. Beyond it
    /// asking is cheaper.
    /// </summary>
    public const int MaxHashRounds = 150;

    // Next closer name and wildcard, besides the ancestors down to the name itself.
    private const int HashesBesidesAncestors = 2;

    private readonly CacheShard<DenialRecord.Identity, DenialRecord> _records;
    private readonly Dictionary<DomainName, ZoneDenials> _zones = [];
    private readonly TimeProvider _time;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacity">Most octets kept.</param>
    /// <param name="time">Clock.</param>
    public DenialCache(long capacity, TimeProvider time)
    {
        _time = time;
        _records = new CacheShard<DenialRecord.Identity, DenialRecord>(capacity, Forget);
    }

    /// <summary>Estimated octets of what is kept.</summary>
    public long Octets => _records.Octets;

    /// <summary>Keeps what may be used of the records of a denial that one zone signed.</summary>
    /// <param name="zone">The apex of the zone.</param>
    /// <param name="rrsets">NSEC and NSEC3 RRsets with their status.</param>
    /// <param name="ttl">Most seconds; RFC 9077 §3.3: what the SOA allows.</param>
    public void Add(DomainName zone, IReadOnlyList<ValidatedRRset> rrsets, uint ttl)
    {
        foreach (ValidatedRRset rrset in rrsets)
        {
            // An expanded record tells of the wildcard, not of its owner.
            if (rrset is not { Security: SecurityStatus.Secure, Expansion: null })
                continue;
            if (rrset.RRset.Type == RRType.Nsec)
                Add(zone, rrset, [], ttl, null);
            else if (rrset.RRset is { Type: RRType.Nsec3, Rdatas.Count: 1 } && rrset.RRset.Read<Nsec3Rdata>().First() is { IsOptOut: false } rdata
                && TryReadHash(zone, rrset.RRset.Owner, out byte[] hash))
                Add(zone, rrset, hash, ttl, rdata);
        }
    }

    /// <summary>Keeps the wildcard out of which an answer was expanded.</summary>
    public void AddWildcard(DomainName zone, ValidatedRRset expanded)
    {
        if (expanded is not { Security: SecurityStatus.Secure, Expansion: { } wildcard })
            return;
        RRset rrset = expanded.RRset;
        var own = new RRset(wildcard, rrset.Type, rrset.Class, rrset.Ttl, rrset.Rdatas, rrset.Signatures);
        Keep(zone, expanded with { RRset = own, ExpansionProof = [] }, [], rrset.Ttl);
    }

    /// <summary>The NSEC or NSEC3 records of a zone that may deny a name, a type at it, or its wildcard; empty when there are none.</summary>
    public IReadOnlyList<ValidatedRRset> Find(DomainName zone, DomainName name)
    {
        lock (_records.Gate)
        {
            if (!_zones.TryGetValue(zone, out ZoneDenials? denials))
                return [];
            var found = new List<DenialRecord>();
            if (Live(denials, () => denials.AtOrBefore(name)) is { } nsec)
            {
                found.Add(nsec);
                if (ClosestEncloser(name, nsec).ToWildcard() is { } wildcard && Live(denials, () => denials.AtOrBefore(wildcard)) is { } atWildcard && atWildcard != nsec)
                    found.Add(atWildcard);
            }

            FindHashed(denials, zone, name, found);
            DateTimeOffset now = _time.GetUtcNow();
            return [.. found.Distinct().Select(record => record.At(now))];
        }
    }

    /// <summary>The wildcard RRset that would answer for a name whose closest encloser the given NSEC record shows; null when there is none.</summary>
    public ValidatedRRset? FindWildcard(DomainName zone, DomainName name, RRType type, ValidatedRRset nsec)
    {
        lock (_records.Gate)
        {
            return _zones.TryGetValue(zone, out ZoneDenials? denials) && denials.AtOrBefore(nsec.RRset.Owner) is { } record && record.Key.Owner == nsec.RRset.Owner
                && ClosestEncloser(name, record).ToWildcard() is { } wildcard
                ? Get(new DenialRecord.Identity(zone, wildcard, type))?.At(_time.GetUtcNow())
                : null;
        }
    }

    private void Add(DomainName zone, ValidatedRRset rrset, byte[] hash, uint ttl, Nsec3Rdata? rdata)
    {
        lock (_records.Gate)
        {
            // RFC 5155 §8.2: records that are hashed differently do not go together. The zone has a new salt: the old ones are of no use.
            if (rdata is not null && _zones.TryGetValue(zone, out ZoneDenials? denials) && !denials.Fits(rdata))
            {
                foreach (DenialRecord old in denials.Hashed)
                    Remove(old);
            }

            Keep(zone, rrset, hash, Math.Min(ttl, rrset.RRset.Ttl));
        }
    }

    private void Keep(DomainName zone, ValidatedRRset rrset, byte[] hash, uint ttl)
    {
        if (ttl == 0)
            return;
        DateTimeOffset now = _time.GetUtcNow();
        var key = new DenialRecord.Identity(zone, rrset.RRset.Owner, rrset.RRset.Type);
        var record = new DenialRecord(key, rrset, hash, now.AddSeconds(Math.Min(ttl, NegativeTtl.Longest)));
        lock (_records.Gate)
        {
            _records.Add(
                new CacheEntry<DenialRecord.Identity, DenialRecord>(
                    key, key.GetHashCode(), record, record.Expires.UtcTicks, record.Octets + CacheEntry<DenialRecord.Identity, DenialRecord>.Overhead),
                now.UtcTicks);
            // Wildcards are found by their key alone.
            if (rrset.RRset.Type is not (RRType.Nsec or RRType.Nsec3) || rrset.Expansion is not null || _records.Find(key, key.GetHashCode()) is null)
                return;
            if (!_zones.TryGetValue(zone, out ZoneDenials? denials))
                _zones.Add(zone, denials = new ZoneDenials());
            if (!denials.TryAdd(record))
                Remove(record);
        }
    }

    // RFC 5155 §8.3: the ancestors from the name up until one exists; the next closer name; the wildcard.
    private void FindHashed(ZoneDenials denials, DomainName zone, DomainName name, List<DenialRecord> found)
    {
        if (denials.Parameters is not { } parameters
            || (parameters.Iterations + 1) * (name.LabelCount - zone.LabelCount + 1 + HashesBesidesAncestors) > MaxHashRounds)
            return;
        DenialRecord? atNextCloser = null;
        for (int labels = name.LabelCount; labels >= zone.LabelCount; labels--)
        {
            DomainName candidate = name.Suffix(labels);
            byte[] hash = Hash(candidate);
            DenialRecord? near = Live(denials, () => denials.AtOrBefore(hash));
            if (near is not null && near.Hash.AsSpan().SequenceEqual(hash))
            {
                found.Add(near);
                if (atNextCloser is not null)
                    found.Add(atNextCloser);
                if (labels < name.LabelCount && candidate.ToWildcard() is { } wildcard)
                {
                    byte[] wildcardHash = Hash(wildcard);
                    if (Live(denials, () => denials.AtOrBefore(wildcardHash)) is { } atWildcard)
                        found.Add(atWildcard);
                }

                return;
            }

            atNextCloser = near;
        }

        byte[] Hash(DomainName owner) => Nsec3Hash.Compute(owner, parameters.Salt.Span, parameters.Iterations);
    }

    /// <summary>What a search finds that has not expired; what has is removed, so that it hides nothing.</summary>
    private DenialRecord? Live(ZoneDenials denials, Func<DenialRecord?> search)
    {
        while (search() is { } record)
        {
            if (Get(record.Key) == record)
                return record;
            Remove(record);
            denials.Remove(record);
        }

        return null;
    }

    private DenialRecord? Get(DenialRecord.Identity key)
    {
        if (_records.Find(key, key.GetHashCode()) is not { } entry || entry.Expires <= _time.GetUtcNow().UtcTicks)
            return null;
        entry.Visited = true;
        return entry.Value;
    }

    private void Remove(DenialRecord record)
    {
        if (_records.Find(record.Key, record.Key.GetHashCode()) is { } entry && entry.Value == record)
            _records.Remove(entry);
    }

    private void Forget(DenialRecord record)
    {
        if (!_zones.TryGetValue(record.Key.Zone, out ZoneDenials? denials))
            return;
        denials.Remove(record);
        if (denials.IsEmpty)
            _zones.Remove(record.Key.Zone);
    }

    // Where to look for the wildcard; whether it is the closest encloser is for the proof to say.
    private static DomainName ClosestEncloser(DomainName name, DenialRecord nsec)
    {
        DomainName byOwner = name.CommonAncestor(nsec.Key.Owner);
        DomainName byNext = name.CommonAncestor(nsec.NextName);
        return byOwner.LabelCount >= byNext.LabelCount ? byOwner : byNext;
    }

    private static bool TryReadHash(DomainName zone, DomainName owner, out byte[] hash)
    {
        hash = [];
        if (owner.IsRoot || owner.Parent != zone || !Base32Hex.TryDecode(owner.FirstLabel, out byte[]? decoded) || decoded.Length != Nsec3Hash.Sha1Length)
            return false;
        hash = decoded;
        return true;
    }
}
