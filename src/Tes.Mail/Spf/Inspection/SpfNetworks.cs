using System.Net;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Mail.Spf.Inspection;

/// <summary>Sets of networks as lists of prefixes.</summary>
internal static class SpfNetworks
{
    private const int BitsOfOctet = 8;

    /// <summary>The network of an address, bits beyond the prefix cleared.</summary>
    public static IPNetwork Of(IPAddress address, int prefixLength)
    {
        byte[] octets = address.GetAddressBytes();
        for (int bit = prefixLength; bit < octets.Length * BitsOfOctet; bit++)
            octets[bit / BitsOfOctet] &= (byte)~(0x80 >> (bit % BitsOfOctet));
        return new IPNetwork(new IPAddress(octets), prefixLength);
    }

    /// <summary>Whether every address of <paramref name="inner"/> is in <paramref name="outer"/>.</summary>
    public static bool Covers(IPNetwork outer, IPNetwork inner) =>
        outer.PrefixLength <= inner.PrefixLength && SpfAddresses.IsInNetwork(inner.BaseAddress, outer.BaseAddress, outer.PrefixLength);

    /// <summary>What of a network is in none of others: at most one prefix for each bit and each of the others.</summary>
    /// <param name="network">The network.</param>
    /// <param name="others">What to take away.</param>
    /// <param name="budget">Comparisons that may be made; what was made is taken off.</param>
    /// <returns>Null when the budget did not do.</returns>
    public static List<IPNetwork>? Subtract(IPNetwork network, List<IPNetwork> others, ref int budget)
    {
        List<IPNetwork> left = [network];
        foreach (IPNetwork other in others)
        {
            budget -= left.Count;
            if (budget < 0)
                return null;
            left = [.. left.SelectMany(part => Subtract(part, other))];
        }

        return left;
    }

    /// <summary>The same addresses in as few prefixes as can be, IPv4 first, in ascending order.</summary>
    public static List<IPNetwork> Merge(IEnumerable<IPNetwork> networks)
    {
        // Sorted, a network comes right behind those that cover it, and siblings are neighbours.
        var merged = new List<IPNetwork>();
        foreach (IPNetwork network in networks.OrderBy(network => network, Comparer<IPNetwork>.Create(Compare)))
        {
            if (merged.Count > 0 && Covers(merged[^1], network))
                continue;
            merged.Add(network);
            while (merged.Count > 1 && Parent(merged[^1]) is { } parent && Covers(parent, merged[^2]) && merged[^2].PrefixLength == merged[^1].PrefixLength)
            {
                merged.RemoveRange(merged.Count - 2, 2);
                merged.Add(parent);
            }
        }

        return merged;
    }

    private static IEnumerable<IPNetwork> Subtract(IPNetwork network, IPNetwork other)
    {
        if (Covers(other, network))
            yield break;
        while (Covers(network, other) && network.PrefixLength < other.PrefixLength)
        {
            IPNetwork low = Of(network.BaseAddress, network.PrefixLength + 1);
            IPNetwork high = Of(WithBit(network.BaseAddress, network.PrefixLength), network.PrefixLength + 1);
            bool inLow = Covers(low, other);
            yield return inLow ? high : low;
            network = inLow ? low : high;
        }

        if (!Covers(other, network))
            yield return network;
    }

    private static IPNetwork? Parent(IPNetwork network) => network.PrefixLength == 0 ? null : Of(network.BaseAddress, network.PrefixLength - 1);

    private static IPAddress WithBit(IPAddress address, int bit)
    {
        byte[] octets = address.GetAddressBytes();
        octets[bit / BitsOfOctet] |= (byte)(0x80 >> (bit % BitsOfOctet));
        return new IPAddress(octets);
    }

    private static int Compare(IPNetwork left, IPNetwork right)
    {
        byte[] leftOctets = left.BaseAddress.GetAddressBytes();
        byte[] rightOctets = right.BaseAddress.GetAddressBytes();
        int order = leftOctets.Length.CompareTo(rightOctets.Length);
        order = order != 0 ? order : leftOctets.AsSpan().SequenceCompareTo(rightOctets);
        return order != 0 ? order : left.PrefixLength.CompareTo(right.PrefixLength);
    }
}
