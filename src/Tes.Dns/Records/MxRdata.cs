using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Mail exchange (RFC 1035 §3.3.9).</summary>
/// <param name="Preference">Lower is tried first.</param>
/// <param name="Exchange">The MX host; the root alone is the null MX (RFC 7505).</param>
public sealed record MxRdata(ushort Preference, DomainName Exchange) : IRdata<MxRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.MX;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out MxRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryUInt16(out ushort preference)
            && reader.TryName(out DomainName? exchange)
            && reader.AtEnd))
            return false;
        value = new MxRdata(preference, exchange);
        return true;
    }
}
