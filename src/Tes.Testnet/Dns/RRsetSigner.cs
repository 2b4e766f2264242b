using System.Buffers.Binary;
using System.Collections.Concurrent;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>Makes RRSIGs when they are first asked for, and keeps them (RFC 4034 §3).</summary>
internal sealed class RRsetSigner(TimeProvider time)
{
    // Usual values: an hour back for clocks that differ, two weeks ahead.
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);
    private static readonly TimeSpan Validity = TimeSpan.FromDays(14);

    // How far signatures with the faults of time are off.
    private static readonly TimeSpan Off = TimeSpan.FromDays(1);

    // A clock that a test sets ahead or back gets new signatures.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<(ZoneRRset Set, DnsFaultKind? Fault), (byte[] Rrsig, DateTimeOffset At)> _signatures = new();

    /// <summary>The RDATA of the RRSIG of a set.</summary>
    /// <param name="zone">The zone, signed.</param>
    /// <param name="set">The RRset as it stands in the zone: with its wildcard owner, if so.</param>
    /// <param name="fault">One of the faults of signatures, or null for a good one.</param>
    public ReadOnlyMemory<byte> Sign(ZoneContent zone, ZoneRRset set, DnsFaultKind? fault)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_signatures.TryGetValue((set, fault), out (byte[] Rrsig, DateTimeOffset At) known) && (now - known.At).Duration() < Kept)
            return known.Rrsig;
        byte[] rrsig = Make(zone, set, now, fault);
        _signatures[(set, fault)] = (rrsig, now);
        return rrsig;
    }

    private static byte[] Make(ZoneContent zone, ZoneRRset set, DateTimeOffset now, DnsFaultKind? fault)
    {
        (DateTimeOffset inception, DateTimeOffset expiration) = fault switch
        {
            DnsFaultKind.ExpiredSignature => (now - Off - Validity, now - Off),
            DnsFaultKind.FutureSignature => (now + Off, now + Off + Validity),
            _ => (now - Before, now + Validity),
        };
        SigningKey key = set.Type == RRType.Dnskey ? zone.Keys!.KeySigningKey : zone.Keys!.ZoneSigningKey;
        // RFC 4034 §3.1.3: the wildcard's label does not count.
        int labels = set.Owner.LabelCount - (set.Owner.IsWildcard ? 1 : 0);
        byte[] head = new byte[18];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)set.Type);
        head[2] = (byte)key.Algorithm;
        head[3] = (byte)labels;
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), set.Ttl);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), (uint)expiration.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(12), (uint)inception.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(16), key.Tag);
        byte[] unsigned = [.. head, .. zone.Zone.Apex.ToCanonicalWire()];
        byte[] signature = key.Sign([.. unsigned, .. SignedRecords(set)]);
        if (fault == DnsFaultKind.BogusSignature)
            signature[signature.Length / 2] ^= 0x10;
        return [.. unsigned, .. signature];
    }

    // RFC 4034 §3.1.8.1, §6.3: the records in canonical form and order.
    private static byte[] SignedRecords(ZoneRRset set)
    {
        byte[] fixedPart = new byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart, (ushort)set.Type);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart.AsSpan(2), (ushort)RRClass.IN);
        BinaryPrimitives.WriteUInt32BigEndian(fixedPart.AsSpan(4), set.Ttl);
        byte[] owner = set.Owner.ToCanonicalWire();
        var result = new List<byte>();
        foreach (byte[] rdata in set.Rdatas.Select(rdata => CanonicalRdata.Of(set.Type, rdata.Span))
            .Order(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right))))
        {
            result.AddRange(owner);
            result.AddRange(fixedPart);
            result.AddRange([(byte)(rdata.Length >> 8), (byte)rdata.Length]);
            result.AddRange(rdata);
        }

        return [.. result];
    }
}
