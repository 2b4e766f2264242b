using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Next secure record (RFC 4034 §4).</summary>
/// <param name="NextName">Next owner in canonical order; the apex at the end.</param>
/// <param name="Types">Types at the owner.</param>
public sealed record NsecRdata(DomainName NextName, TypeBitmap Types) : IRdata<NsecRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Nsec;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out NsecRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryName(out DomainName? nextName)))
            return false;
        ReadOnlyMemory<byte> bitmap = reader.Rest();
        if (!TypeBitmap.IsValid(bitmap.Span))
            return false;
        value = new NsecRdata(nextName, new TypeBitmap(bitmap));
        return true;
    }
}
