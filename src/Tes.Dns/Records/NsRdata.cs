using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Authoritative name server (RFC 1035 §3.3.11).</summary>
/// <param name="NameServer">The host.</param>
public sealed record NsRdata(DomainName NameServer) : IRdata<NsRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.NS;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out NsRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryName(out DomainName? nameServer)
            && reader.AtEnd))
            return false;
        value = new NsRdata(nameServer);
        return true;
    }
}
