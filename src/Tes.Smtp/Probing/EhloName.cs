using System.Net;
using System.Net.Sockets;

namespace Tes.Smtp;

/// <summary>The truthful name of this host in EHLO (RFC 5321 §4.1.1.1).</summary>
internal static class EhloName
{
    private const int MaxLength = 255; // RFC 5321 §4.5.3.1.2
    private const int MaxLabelLength = 63; // RFC 1035 §2.3.4

    // Names that every host has and no other host can look up (RFC 6761 §6.3, RFC 6762 §3, RFC 8375)
    private static readonly string[] LocalSuffixes = [".localhost", ".localdomain", ".local", ".internal", ".home.arpa"];

    /// <summary>True for a domain with a dot in it or an address literal, which is all that may follow EHLO.</summary>
    public static bool IsValid(string name) => name.StartsWith('[') ? IsAddressLiteral(name) : IsDomain(name);

    /// <summary>The host's own full name, as the host knows it without asking anyone; else the address literal of the connection's near end.</summary>
    public static string Of(string hostName, IPAddress localAddress)
    {
        var name = hostName.TrimEnd('.').ToLowerInvariant();
        return IsDomain(name) && !Array.Exists(LocalSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal))
            ? name
            : Literal(localAddress);
    }

    // RFC 5321 §4.1.3
    private static string Literal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"[IPv6:{new IPAddress(address.GetAddressBytes())}]" // without a scope
            : $"[{address}]";
    }

    private static bool IsAddressLiteral(string name)
    {
        const string Ipv6Tag = "[IPv6:";
        if (!name.EndsWith(']')) return false;
        return name.StartsWith(Ipv6Tag, StringComparison.OrdinalIgnoreCase)
            ? IPAddress.TryParse(name[Ipv6Tag.Length..^1], out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6 && !name.Contains('%', StringComparison.Ordinal)
            : IPAddress.TryParse(name[1..^1], out var v4) && string.Equals(v4.ToString(), name[1..^1], StringComparison.Ordinal) && v4.AddressFamily == AddressFamily.InterNetwork;
    }

    // RFC 5321 §4.1.2: sub-domain
    private static bool IsDomain(string name)
    {
        var labels = name.Split('.');
        return name.Length <= MaxLength && labels.Length > 1 && Array.TrueForAll(labels, IsLabel)
            && !IPAddress.TryParse(name, out _);
    }

    private static bool IsLabel(string label) => label.Length is > 0 and <= MaxLabelLength
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-';
}
