using System.Net;
using System.Net.Sockets;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Resolver.Iteration;

/// <summary>Addresses of name servers out of records.</summary>
internal static class Addresses
{
    /// <summary>Those of <paramref name="host"/>, IPv4 first, not more than the limit of each family.</summary>
    public static IReadOnlyList<IPAddress> Of(DomainName host, IEnumerable<RRset> rrsets) =>
    [
        .. rrsets.Where(rrset => rrset.Owner == host && rrset.Class == RRClass.IN && rrset.Type is RRType.A or RRType.Aaaa)
            .OrderBy(rrset => rrset.Type)
            .SelectMany(rrset => rrset.Rdatas.Take(IterationLimits.MaxAddressesPerFamily))
            .Select(rdata => new IPAddress(rdata.Span)),
    ];

    /// <summary>
    /// Whether no name server of the Internet can have the address: it would make us send to our own host or to many at once
    /// (RFC 6890 §2.2.2, §2.2.3; RFC 1122 §3.2.1.3).
    /// </summary>
    public static bool IsNobodys(this IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv4MappedToIPv6 || address.IsIPv6Multicast || address.IsIPv6LinkLocal
                || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback);
        }

        Span<byte> octets = stackalloc byte[4];
        address.TryWriteBytes(octets, out _);
        // 0/8 this network, 127/8 loopback, 169.254/16 link-local, 224/4 multicast, 240/4 reserved and broadcast.
        return octets[0] is 0 or 127 or >= 224 || (octets[0] == 169 && octets[1] == 254);
    }
}
