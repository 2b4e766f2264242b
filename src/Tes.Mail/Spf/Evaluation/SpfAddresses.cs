using System.Net;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>Addresses in answers, and whether a client is in a network.</summary>
internal static class SpfAddresses
{
    private const int BitsOfOctet = 8;
    private const int OctetsOfIPv4 = 4;
    private const int OctetsOfIPv6 = 16;

    /// <summary>The addresses of an answer to an A or AAAA question.</summary>
    public static IEnumerable<IPAddress> Of(Answer.Found found)
    {
        RRset records = found.RRset.RRset;
        return records.Type == RRType.A ? records.Read<ARdata>().Select(record => record.Address) : records.Read<AaaaRdata>().Select(record => record.Address);
    }

    /// <summary>Whether it is an IPv4 address; an IPv4-mapped one is none.</summary>
    public static bool IsIPv4(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[OctetsOfIPv4];
        return address.TryWriteBytes(octets, out _);
    }

    /// <summary>Whether two addresses are of one family and agree in their first bits.</summary>
    public static bool IsInNetwork(IPAddress address, IPAddress network, int prefixLength)
    {
        Span<byte> left = stackalloc byte[OctetsOfIPv6];
        Span<byte> right = stackalloc byte[OctetsOfIPv6];
        if (!address.TryWriteBytes(left, out int length) || !network.TryWriteBytes(right, out int otherLength) || length != otherLength)
            return false;
        int whole = prefixLength / BitsOfOctet;
        int rest = prefixLength % BitsOfOctet;
        return left[..whole].SequenceEqual(right[..whole])
            && (rest == 0 || (left[whole] ^ right[whole]) >> (BitsOfOctet - rest) == 0);
    }
}
