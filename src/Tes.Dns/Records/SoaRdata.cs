using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Start of a zone of authority (RFC 1035 §3.3.13).</summary>
/// <param name="PrimaryServer">MNAME.</param>
/// <param name="Mailbox">RNAME.</param>
/// <param name="Serial">Zone version, serial arithmetic.</param>
/// <param name="Refresh">Seconds.</param>
/// <param name="Retry">Seconds.</param>
/// <param name="Expire">Seconds.</param>
/// <param name="Minimum">TTL of negative answers in seconds (RFC 2308 §4).</param>
public sealed record SoaRdata(DomainName PrimaryServer, DomainName Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Minimum) : IRdata<SoaRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Soa;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out SoaRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryName(out DomainName? primaryServer)
            && reader.TryName(out DomainName? mailbox)
            && reader.TryUInt32(out uint serial)
            && reader.TryUInt32(out uint refresh)
            && reader.TryUInt32(out uint retry)
            && reader.TryUInt32(out uint expire)
            && reader.TryUInt32(out uint minimum)
            && reader.AtEnd))
            return false;
        value = new SoaRdata(primaryServer, mailbox, serial, refresh, retry, expire, minimum);
        return true;
    }
}
