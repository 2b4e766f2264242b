using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tes.Dns;
using Tes.Scan.Domains;
using Tes.Scan.Survey.Lists;

namespace Tes.Scan.Survey.Politeness;

/// <summary>
/// Who asked to be left out of surveys: domains and host names, alone or with all that is below, addresses and networks. A
/// question takes the same time however long the list is.
/// </summary>
public sealed class OptOutList
{
    /// <summary>Most octets of a line. Own limit: above the longest name in any script, with room for a comment.</summary>
    public const int MaxLine = 4096;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _trees = new(StringComparer.Ordinal);
    private readonly Dictionary<(AddressFamily Family, int Length), HashSet<UInt128>> _networks = [];

    private OptOutList()
    {
    }

    /// <summary>Nobody.</summary>
    public static OptOutList Empty { get; } = new();

    /// <summary>How many names, addresses and networks there are.</summary>
    public int Entries => _names.Count + _trees.Count + _networks.Values.Sum(networks => networks.Count);

    /// <summary>
    /// Reads a list: one entry a line; <c>example.org</c>, <c>*.example.org</c> or <c>.example.org</c> (the name and all below),
    /// <c>192.0.2.1</c>, <c>2001:db8::/32</c>; <c>#</c> starts a comment.
    /// </summary>
    /// <param name="octets">The list, UTF-8; any octets.</param>
    /// <param name="list">The list.</param>
    /// <param name="problem">Otherwise the first line that cannot be understood: whoever stands there would be met against their wish.</param>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out OptOutList? list, [NotNullWhen(false)] out BadLine? problem)
    {
        list = null;
        problem = null;
        var read = new OptOutList();
        int number = 0;
        while (octets.Length > 0)
        {
            number++;
            int end = octets.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? octets : octets[..end];
            octets = end < 0 ? [] : octets[(end + 1)..];
            if (line.Length > MaxLine)
            {
                problem = new BadLine(number, "", $"is longer than {MaxLine} octets");
                return false;
            }

            string text = Encoding.UTF8.GetString(line);
            if (number == 1)
                text = text.TrimStart('\ufeff');
            string entry = text.Split('#')[0].Trim();
            if (entry.Length > 0 && read.Add(entry) is { } reason)
            {
                problem = new BadLine(number, Cut(entry), Cut(reason));
                return false;
            }
        }

        list = read;
        return true;
    }

    /// <summary>Whether a name is on the list, or below one that stands for all below it.</summary>
    public bool Covers(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (_names.Count > 0 || _trees.Count > 0) && Covers(name.ToDisplayString());
    }

    /// <summary>The same of a host name as text.</summary>
    /// <param name="name">With or without final dot, in any case.</param>
    public bool Covers(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_names.Count == 0 && _trees.Count == 0)
            return false;
        string text = (name.EndsWith('.') ? name[..^1] : name).ToLowerInvariant();
        if (_names.Contains(text))
            return true;
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> trees = _trees.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlySpan<char> rest = text;
        while (!trees.Contains(rest))
        {
            int dot = rest.IndexOf('.');
            if (dot < 0)
                return false;
            rest = rest[(dot + 1)..];
        }

        return true;
    }

    /// <summary>Whether an address is on the list, or in a network that is.</summary>
    public bool Covers(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (_networks.Count == 0)
            return false;
        (AddressFamily family, UInt128 bits) = BitsOf(address);
        foreach (((AddressFamily ofFamily, int length), HashSet<UInt128> networks) in _networks)
        {
            if (ofFamily == family && networks.Contains(Prefix(bits, length)))
                return true;
        }

        return false;
    }

    private string? Add(string entry)
    {
        int slash = entry.IndexOf('/', StringComparison.Ordinal);
        string start = slash < 0 ? entry : entry[..slash];
        if (IPAddress.TryParse(start, out IPAddress? address) && IsPlain(start, address))
            return AddNetwork(address, slash < 0 ? null : entry[(slash + 1)..]);
        bool isTree = entry[0] == '.' || entry.StartsWith("*.", StringComparison.Ordinal);
        if (!MailDomain.TryParse(isTree ? entry[(entry[0] == '.' ? 1 : 2)..] : entry, out MailDomain? domain, out string? problem))
            return slash < 0 || entry.Contains("://", StringComparison.Ordinal) ? problem : "is not a network such as 192.0.2.0/24 or 2001:db8::/32";
        (isTree ? _trees : _names).Add(domain.Text);
        return null;
    }

    // The platform also takes 127.1, 010.0.0.1 and 0x7f000001, which people mean differently, and scopes.
    private static bool IsPlain(string text, IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? string.Equals(address.ToString(), text, StringComparison.Ordinal)
        : text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.');

    private string? AddNetwork(IPAddress address, string? prefix)
    {
        (AddressFamily family, UInt128 bits) = BitsOf(address);
        int most = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        int length = most;
        if (prefix is not null && !(int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= most))
            return $"has no prefix length from 0 to {most} behind the slash";
        // RFC 4291 §2.5.5.2: ::ffff:0:0/96 is IPv4.
        if (family != address.AddressFamily)
            length -= 96;
        if (length < 0)
            return "mixes IPv4 and IPv6; write the networks of each";
        if (Prefix(bits, length) != bits)
            return $"has bits set beyond its prefix of {length}";
        if (!_networks.TryGetValue((family, length), out HashSet<UInt128>? networks))
            _networks[(family, length)] = networks = [];
        networks.Add(bits);
        return null;
    }

    // The bits of an address from the top.
    private static (AddressFamily Family, UInt128 Bits) BitsOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> octets = stackalloc byte[16];
        octets.Clear();
        address.TryWriteBytes(octets, out _);
        return (address.AddressFamily, BinaryPrimitives.ReadUInt128BigEndian(octets));
    }

    private static UInt128 Prefix(UInt128 bits, int length) => length == 0 ? UInt128.Zero : bits & (UInt128.MaxValue << (128 - length));

    private static string Cut(string text) => text.Length <= BadLine.MaxText ? text : text[..BadLine.MaxText];
}
