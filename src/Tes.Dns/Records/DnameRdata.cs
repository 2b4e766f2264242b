using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Redirection of a subtree (RFC 6672 §2.1).</summary>
/// <param name="Target">The name that replaces the owner in names below it.</param>
public sealed record DnameRdata(DomainName Target) : IRdata<DnameRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Dname;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out DnameRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryName(out DomainName? target)
            && reader.AtEnd))
            return false;
        value = new DnameRdata(target);
        return true;
    }
}
