using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>A DNSKEY of a zone with its tag and, once needed, its imported form.</summary>
public sealed class ZoneKey
{
    private readonly Lazy<DnssecPublicKey?> _imported;

    /// <summary>Wraps a DNSKEY; nothing is imported before a signature needs it.</summary>
    public ZoneKey(DnskeyRdata rdata)
    {
        Rdata = rdata;
        Tag = KeyTag.Of(rdata);
        _imported = new Lazy<DnssecPublicKey?>(() => DnssecPublicKey.TryImport(rdata, out DnssecPublicKey? key) ? key : null);
    }

    /// <summary>The record.</summary>
    public DnskeyRdata Rdata { get; }

    /// <summary>Its key tag.</summary>
    public ushort Tag { get; }

    // RFC 4034 §2.1.1: zone key; §2.1.2: protocol 3. RFC 5011 §2.1: a revoked key verifies nothing.
    internal bool MaySignRRsets => Rdata is { IsZoneKey: true, Protocol: 3, IsRevoked: false };

    internal bool IsImported => _imported.IsValueCreated;

    internal DnssecPublicKey? Imported => _imported.Value;

    /// <summary>How people name a key.</summary>
    public override string ToString() => $"key {Tag} (algorithm {(byte)Rdata.Algorithm})";
}
