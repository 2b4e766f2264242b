using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Bench;

/// <summary>Makes RRSIG records.</summary>
internal static class Rrsig
{
    // RFC 4034 §3.1: what stands before the signer name.
    private const int FixedLength = 18;
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);
    private static readonly TimeSpan Validity = TimeSpan.FromDays(14);

    /// <summary>Signs an RRset; <paramref name="sign"/> is given the octets and may as well return nonsense.</summary>
    public static ResourceRecord Make(
        RRset rrset, DomainName zone, DnssecAlgorithm algorithm, ushort tag, DateTimeOffset now, Func<byte[], byte[]> sign)
    {
        var unsigned = new RrsigRdata(
            rrset.Type, algorithm, (byte)SignedData.CountLabels(rrset.Owner), rrset.Ttl,
            (uint)(now + Validity).ToUnixTimeSeconds(), (uint)(now - Before).ToUnixTimeSeconds(), tag, zone, default);
        byte[] data = SignedData.Of(rrset, unsigned);
        // RFC 4034 §3.1.8.1: the signed octets start with the RDATA of the RRSIG up to the signature.
        byte[] rdata = [.. data.AsSpan(0, FixedLength + zone.Wire.Length), .. sign(data)];
        return new ResourceRecord(rrset.Owner, RRType.Rrsig, RRClass.IN, rrset.Ttl, rdata);
    }
}
