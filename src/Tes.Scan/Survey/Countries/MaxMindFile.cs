using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tes.Scan.Survey.Countries;

/// <summary>
/// A file in the MaxMind DB format, version 2.0 (https://maxmind.github.io/MaxMind-DB/): a binary tree over the bits of addresses, whose
/// leaves are entries in a data section. Nothing in it makes this throw, go round in circles or take memory.
/// </summary>
internal sealed class MaxMindFile
{
    /// <summary>"Database Metadata": the largest size of that section with its marker.</summary>
    private const int LargestMetadata = 128 * 1024;

    /// <summary>"Version": code for one major version understands all its minor ones.</summary>
    private const int KnownVersion = 2;

    /// <summary>"Data Section Separator": octets between the tree and the data.</summary>
    private const int Separator = 16;

    private static readonly byte[] Marker = [0xab, 0xcd, 0xef, .. "MaxMind.com"u8];

    /// <summary>Fields of the metadata that are gone through for one member. Own limit: there are some twenty.</summary>
    private const int MetadataFields = 1000;

    private readonly ReadOnlyMemory<byte> _tree;
    private readonly uint _nodes;
    private readonly uint _recordBits;
    private readonly bool _isIPv6;

    private MaxMindFile(ReadOnlyMemory<byte> tree, uint nodes, uint recordBits, bool isIPv6, DataSection data, string? kind)
    {
        _tree = tree;
        _nodes = nodes;
        _recordBits = recordBits;
        _isIPv6 = isIPv6;
        Data = data;
        Kind = kind;
    }

    /// <summary>The data section.</summary>
    public DataSection Data { get; }

    /// <summary>What its maker calls its kind of entries, "database_type"; null where that cannot be read.</summary>
    public string? Kind { get; }

    // "Node Layout": two records.
    private int NodeOctets => (int)_recordBits * 2 / 8;

    /// <summary>Reads a file.</summary>
    /// <param name="octets">All of it.</param>
    /// <param name="file">The file; null where it is none such.</param>
    /// <param name="problem">What is wrong with it, as a clause; null where nothing is.</param>
    public static bool TryRead(ReadOnlyMemory<byte> octets, [NotNullWhen(true)] out MaxMindFile? file, [NotNullWhen(false)] out string? problem)
    {
        file = null;
        problem = null;
        int metadataRoom = Math.Min(octets.Length, LargestMetadata);
        // The last of them: data can hold the same octets.
        int found = octets.Span[^metadataRoom..].LastIndexOf(Marker);
        if (found < 0)
        {
            problem = octets.IsEmpty ? "it is empty" : "it is not a MaxMind DB file, or not all of it";
            return false;
        }

        int marker = octets.Length - metadataRoom + found;
        var metadata = new DataSection(octets[(marker + Marker.Length)..]);
        uint? version = Number(metadata, "binary_format_major_version"u8), nodes = Number(metadata, "node_count"u8), recordBits = Number(metadata, "record_size"u8), family = Number(metadata, "ip_version"u8);
        if (version is not null and not KnownVersion)
            problem = string.Create(CultureInfo.InvariantCulture, $"it has version {version} of its format, and only {KnownVersion} is known");
        else if (version is null || nodes is null or 0 || recordBits is not (24 or 28 or 32) || family is not (4 or 6))
            problem = "it is damaged: its metadata makes no sense";
        else if ((ulong)nodes.Value * recordBits.Value * 2 / 8 + Separator > (ulong)marker)
            problem = "it is damaged: its tree does not fit in it";
        if (problem is not null)
            return false;
        int treeOctets = (int)(nodes!.Value * (recordBits!.Value * 2 / 8));
        file = new MaxMindFile(octets[..treeOctets], nodes.Value, recordBits.Value, family == 6, new DataSection(octets[(treeOctets + Separator)..marker]), Text(metadata, "database_type"u8));
        return true;
    }

    /// <summary>Finds the entry of an address.</summary>
    /// <param name="address">Its 16 octets, of IPv4 after 12 that are 0.</param>
    /// <param name="isIPv4">Whether it is one of IPv4.</param>
    /// <returns>Where the entry is in <see cref="Data"/>; null where there is none, or the tree is damaged.</returns>
    public int? Find(ReadOnlySpan<byte> address, bool isIPv4)
    {
        if (!_isIPv6 && !isIPv4)
            return null;
        uint record = 0;
        // "Search Lookup Algorithm": a step for each bit, so that a circle has an end.
        for (int bit = _isIPv6 ? 0 : 96; bit < 128 && record < _nodes; bit++)
            record = ReadRecord(record, (address[bit / 8] >> (7 - (bit % 8))) & 1);
        return EntryAt(record);
    }

    /// <summary>Entries of nodes from all over the tree, each as often as it is met.</summary>
    /// <param name="most">How many nodes are looked at for them; each can have two.</param>
    public IEnumerable<int> SomeEntries(int most)
    {
        long step = (_nodes + (long)most - 1) / most;
        for (long node = 0; node < _nodes; node += step)
        {
            for (int side = 0; side < 2; side++)
            {
                if (EntryAt(ReadRecord((uint)node, side)) is { } entry)
                    yield return entry;
            }
        }
    }

    private static uint? Number(DataSection metadata, ReadOnlySpan<byte> name) => Member(metadata, name) is { } at ? metadata.ReadNumber(at) : null;

    private static string? Text(DataSection metadata, ReadOnlySpan<byte> name) => Member(metadata, name) is { } at && metadata.TryReadText(at, out ReadOnlySpan<byte> text) ? Encoding.UTF8.GetString(text) : null;

    private static int? Member(DataSection metadata, ReadOnlySpan<byte> name)
    {
        int left = MetadataFields;
        return metadata.FindMember(0, name, ref left);
    }

    // "Binary Search Tree Section": up to the number of nodes a record is a node, that number itself is nothing, and above it is data.
    private int? EntryAt(uint record)
    {
        long offset = (long)record - _nodes - Separator;
        return offset >= 0 && offset < Data.Length ? (int)offset : null;
    }

    private uint ReadRecord(uint node, int side)
    {
        ReadOnlySpan<byte> octets = _tree.Span.Slice((int)(node * (uint)NodeOctets), NodeOctets);
        int octetsOfSide = NodeOctets / 2;
        if (_recordBits != 28)
            return DataSection.BigEndian(octets.Slice(side * octetsOfSide, octetsOfSide));
        // Three octets and a half each; the highest four bits of both are in the octet between them.
        uint high = side == 0 ? (uint)octets[3] >> 4 : (uint)octets[3] & 0b1111;
        return (high << 24) | DataSection.BigEndian(octets.Slice(side * 4, 3));
    }
}
