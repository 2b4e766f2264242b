using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>IPv4 address (RFC 1035 §3.4.1).</summary>
/// <param name="Address">The address.</param>
public sealed record ARdata(IPAddress Address) : IRdata<ARdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.A;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out ARdata? value)
    {
        value = rdata.Length == 4 ? new ARdata(new IPAddress(rdata.Span)) : null;
        return value is not null;
    }
}
