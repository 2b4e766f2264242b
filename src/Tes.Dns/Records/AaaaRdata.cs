using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>IPv6 address (RFC 3596 §2).</summary>
/// <param name="Address">The address.</param>
public sealed record AaaaRdata(IPAddress Address) : IRdata<AaaaRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Aaaa;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out AaaaRdata? value)
    {
        value = rdata.Length == 16 ? new AaaaRdata(new IPAddress(rdata.Span)) : null;
        return value is not null;
    }
}
