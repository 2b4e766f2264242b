using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>One resource record as received or written (RFC 1035 §3.2.1).</summary>
/// <param name="Owner">The name it belongs to.</param>
/// <param name="Type">Its RR type.</param>
/// <param name="Class">Its class.</param>
/// <param name="Ttl">Time to live in seconds, 0 to 2^31-1.</param>
/// <param name="Rdata">RDATA in wire format with names uncompressed; fits the layout of its type.</param>
public sealed record ResourceRecord(DomainName Owner, RRType Type, RRClass Class, uint Ttl, ReadOnlyMemory<byte> Rdata)
{
    /// <summary>One line of presentation form (RFC 1035 §5.1), printable ASCII only.</summary>
    public override string ToString() =>
        $"{Owner} {Ttl} {Class.ToMnemonic()} {Type.ToMnemonic()} {RdataText.Format(Type, Rdata.Span)}";
}
