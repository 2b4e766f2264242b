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

    private readonly ConcurrentDictionary<(ZoneRRset Set, SigningKey Key, DnsFaultKind? Fault), (byte[] Rrsig, DateTimeOffset At)> _signatures = new();

    /// <summary>The RDATA of the RRSIG of a set.</summary>
    /// <param name="zone">The zone, signed.</param>
    /// <param name="set">The RRset as it stands in the zone: with its wildcard owner, if so.</param>
    /// <param name="key">One of the zone's keys.</param>
    /// <param name="fault">One of the faults of signatures, or null for a good one.</param>
    public ReadOnlyMemory<byte> Sign(ZoneContent zone, ZoneRRset set, SigningKey key, DnsFaultKind? fault)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_signatures.TryGetValue((set, key, fault), out (byte[] Rrsig, DateTimeOffset At) known) && (now - known.At).Duration() < Kept)
            return known.Rrsig;
        byte[] rrsig = Make(zone, set, key, now, fault);
        _signatures[(set, key, fault)] = (rrsig, now);
        return rrsig;
    }

    /// <summary>An RRSIG with whatever fields, signed as they say.</summary>
    public static byte[] Sign(ZoneRRset set, SigningKey key, SignatureFields fields)
    {
        byte[] head = new byte[18];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)set.Type);
        head[2] = (byte)fields.Algorithm;
        head[3] = fields.Labels;
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), fields.OriginalTtl);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), (uint)fields.Expiration.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(12), (uint)fields.Inception.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(16), fields.Tag);
        byte[] unsigned = [.. head, .. fields.Signer.ToCanonicalWire()];
        return [.. unsigned, .. key.Sign([.. unsigned, .. SignedRecords(set, fields.OriginalTtl)])];
    }

    private static byte[] Make(ZoneContent zone, ZoneRRset set, SigningKey key, DateTimeOffset now, DnsFaultKind? fault)
    {
        (DateTimeOffset inception, DateTimeOffset expiration) = fault switch
        {
            DnsFaultKind.ExpiredSignature => (now - Off - Validity, now - Off),
            DnsFaultKind.FutureSignature => (now + Off, now + Off + Validity),
            _ => (now - Before, now + Validity),
        };
        byte[] rrsig = Sign(set, key, SignatureFields.Right(set, key, zone.Zone.Apex, inception, expiration));
        if (fault == DnsFaultKind.BogusSignature)
        {
            int start = 18 + zone.Zone.Apex.Wire.Length;
            rrsig[start + ((rrsig.Length - start) / 2)] ^= 0x10;
        }

        return rrsig;
    }

    // RFC 4034 §3.1.8.1, §6.3: the records in canonical form and order.
    private static byte[] SignedRecords(ZoneRRset set, uint originalTtl)
    {
        byte[] fixedPart = new byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart, (ushort)set.Type);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart.AsSpan(2), (ushort)RRClass.IN);
        BinaryPrimitives.WriteUInt32BigEndian(fixedPart.AsSpan(4), originalTtl);
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
