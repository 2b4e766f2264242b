using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tes.Scan.Survey.Politeness;

/// <summary>
/// The network that an address is likely to share with others of the same operator: /24 of IPv4, the longest prefix that is
/// routed; /48 of IPv6, what a site gets (RFC 6177 §2).
/// </summary>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="Prefix">The first 24 or 48 bits.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NetworkKey(AddressFamily Family, long Prefix)
{
    /// <summary>The network of an address; that of the IPv4 address where one is mapped (RFC 4291 §2.5.5.2).</summary>
    public static NetworkKey Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? new NetworkKey(address.AddressFamily, BinaryPrimitives.ReadUInt32BigEndian(octets) >> 8)
            : new NetworkKey(address.AddressFamily, (long)(BinaryPrimitives.ReadUInt64BigEndian(octets) >> 16));
    }
}
