using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tes.Scan.Tests.Survey.Countries;

/// <summary>
/// Writes files in the MaxMind DB format. Values are strings, numbers (ushort, uint, ulong, double), bool, maps (arrays of names and values), arrays of objects, and
/// octets, which are put in as they are. A text that was written before is a pointer, as in real files.
/// </summary>
internal sealed class MaxMindFileWriter
{
    private const uint Nothing = uint.MaxValue;
    private const uint IsData = 0x8000_0000;

    private readonly List<uint[]> _nodes = [[Nothing, Nothing]];
    private readonly List<int> _entries = [];
    private readonly DataWriter _data = new();

    /// <summary>24, 28 or 32.</summary>
    public int RecordBits { get; init; } = 24;

    /// <summary>4 or 6.</summary>
    public int Family { get; init; } = 6;

    public string Kind { get; init; } = "Test-Country";

    /// <summary>Octets before the first entry, so that pointers are longer.</summary>
    public int Padding
    {
        init => _data.Pad(value);
    }

    /// <summary>Nodes of the tree so far.</summary>
    public int Nodes => _nodes.Count;

    /// <summary>Metadata in place of the usual; null leaves a member out.</summary>
    public Dictionary<string, object?> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>A file that says for each network its country, as GeoLite2 does.</summary>
    public static byte[] OfCountries(params (string Network, string Country)[] networks)
    {
        var writer = new MaxMindFileWriter();
        foreach ((string network, string country) in networks)
            writer.Add(network, Country(country));
        return writer.Write();
    }

    public static (string, object)[] Country(string code) => [("country", new (string, object)[] { ("iso_code", code) })];

    /// <summary>Adds a network and its entry.</summary>
    public void Add(string network, object entry)
    {
        var parsed = IPNetwork.Parse(network);
        byte[] address = parsed.BaseAddress.GetAddressBytes();
        int length = parsed.PrefixLength;
        if (parsed.BaseAddress.AddressFamily == AddressFamily.InterNetwork && Family == 6)
            (address, length) = ([.. new byte[12], .. address], length + 96);
        _entries.Add(_data.Write(entry));
        uint node = 0;
        for (int bit = 0; bit < length - 1; bit++)
        {
            ref uint next = ref _nodes[(int)node][Bit(address, bit)];
            if (next == Nothing)
            {
                next = (uint)_nodes.Count;
                _nodes.Add([Nothing, Nothing]);
            }

            node = next;
        }

        _nodes[(int)node][Bit(address, length - 1)] = IsData | (uint)(_entries.Count - 1);
    }

    public byte[] Write()
    {
        using var file = new MemoryStream();
        foreach (uint[] node in _nodes)
            file.Write(Node(Record(node[0]), Record(node[1])));
        file.Write(new byte[16]);
        file.Write(_data.Octets);
        file.Write([0xab, 0xcd, 0xef, .. "MaxMind.com"u8]);
        Dictionary<string, object?> members = new(StringComparer.Ordinal)
        {
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
            ["build_epoch"] = 1_700_000_000ul,
            ["database_type"] = Kind,
            ["description"] = new (string, object)[] { ("en", "made by a test") },
            ["ip_version"] = (ushort)Family,
            ["languages"] = new object[] { "en" },
            ["node_count"] = (uint)_nodes.Count,
            ["record_size"] = (ushort)RecordBits,
        };
        foreach ((string name, object? value) in Metadata)
            members[name] = value;
        var metadata = new DataWriter();
        metadata.Write(members.Where(member => member.Value is not null).Select(member => (member.Key, member.Value!)).ToArray());
        file.Write(metadata.Octets);
        return file.ToArray();
    }

    private static int Bit(byte[] address, int bit) => (address[bit / 8] >> (7 - (bit % 8))) & 1;

    private uint Record(uint side) => side switch
    {
        Nothing => (uint)_nodes.Count,
        >= IsData => (uint)(_nodes.Count + 16 + _entries[(int)(side - IsData)]),
        _ => side,
    };

    private byte[] Node(uint left, uint right) => RecordBits switch
    {
        24 => [.. Octets(left, 3), .. Octets(right, 3)],
        28 => [.. Octets(left & 0xffffff, 3), (byte)(((left >> 24) << 4) | (right >> 24)), .. Octets(right & 0xffffff, 3)],
        _ => [.. Octets(left, 4), .. Octets(right, 4)],
    };

    private static byte[] Octets(uint value, int length)
    {
        byte[] all = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(all, value);
        return all[^length..];
    }

    private sealed class DataWriter
    {
        private readonly List<byte> _octets = [];
        private readonly Dictionary<string, uint> _texts = new(StringComparer.Ordinal);

        public byte[] Octets => [.. _octets];

        public void Pad(int length) => _octets.AddRange(new byte[length]);

        public int Write(object value)
        {
            int at = (int)_octets.Count;
            switch (value)
            {
                case byte[] octets:
                    _octets.AddRange(octets);
                    break;
                case string text when _texts.TryGetValue(text, out uint before):
                    WritePointer(before);
                    break;
                case string text:
                    _texts.Add(text, (uint)at);
                    WriteControl(2, Encoding.UTF8.GetByteCount(text));
                    _octets.AddRange(Encoding.UTF8.GetBytes(text));
                    break;
                case ushort number:
                    WriteNumber(5, number);
                    break;
                case uint number:
                    WriteNumber(6, number);
                    break;
                case ulong number:
                    WriteNumber(9, number);
                    break;
                case bool truth:
                    WriteControl(14, truth ? 1 : 0);
                    break;
                case double number:
                    WriteControl(3, 8);
                    byte[] bits = new byte[8];
                    BinaryPrimitives.WriteDoubleBigEndian(bits, number);
                    _octets.AddRange(bits);
                    break;
                case (string Name, object Value)[] map:
                    WriteControl(7, map.Length);
                    foreach ((string name, object member) in map)
                    {
                        Write(name);
                        Write(member);
                    }

                    break;
                case object[] array:
                    WriteControl(11, array.Length);
                    foreach (object element in array)
                        Write(element);
                    break;
                default:
                    throw new ArgumentException($"{value.GetType()} cannot be written.", nameof(value));
            }

            return at;
        }

        // No octets that are 0 before it; 0 has none.
        private void WriteNumber(int type, ulong number)
        {
            byte[] all = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(all, number);
            byte[] shortest = [.. all.SkipWhile(octet => octet == 0)];
            WriteControl(type, shortest.Length);
            _octets.AddRange(shortest);
        }

        private void WriteControl(int type, int size)
        {
            (int bits, byte[] more) = size switch
            {
                < 29 => (size, (byte[])[]),
                < 285 => (29, [(byte)(size - 29)]),
                < 65_821 => (30, MaxMindFileWriter.Octets((uint)(size - 285), 2)),
                _ => (31, MaxMindFileWriter.Octets((uint)(size - 65_821), 3)),
            };
            _octets.AddRange(type > 7 ? [(byte)bits, (byte)(type - 7)] : [(byte)((type << 5) | bits)]);
            _octets.AddRange(more);
        }

        private void WritePointer(uint to) => _octets.AddRange(to switch
        {
            < 2048 => [(byte)(0x20 | (to >> 8)), (byte)to],
            < 526_336 => [(byte)(0x28 | ((to - 2048) >> 16)), .. MaxMindFileWriter.Octets((to - 2048) & 0xffff, 2)],
            < 134_744_064 => [(byte)(0x30 | ((to - 526_336) >> 24)), .. MaxMindFileWriter.Octets((to - 526_336) & 0xffffff, 3)],
            _ => [0x38, .. MaxMindFileWriter.Octets(to, 4)],
        });
    }
}
