using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Canonical name (RFC 1035 §3.3.1).</summary>
/// <param name="Target">The name to look up instead.</param>
public sealed record CnameRdata(DomainName Target) : IRdata<CnameRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Cname;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out CnameRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryName(out DomainName? target)
            && reader.AtEnd))
            return false;
        value = new CnameRdata(target);
        return true;
    }
}
