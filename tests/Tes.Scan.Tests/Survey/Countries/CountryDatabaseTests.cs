using System.Net;
using Tes.Scan.Survey.Countries;
using Xunit;

namespace Tes.Scan.Tests.Survey.Countries;

public sealed class CountryDatabaseTests
{
    // A network whose entry is good, so that a file is taken for a database of countries whatever else is in it.
    private const string GoodNetwork = "192.0.2.0/24";
    private const string Other = "198.51.100.1";

    private static readonly (string, object)[] Names = [("de", "Niederlande"), ("en", "Netherlands"), ("zh-CN", new string('荷', 200))];

    public static TheoryData<int, int, int> Layouts()
    {
        var layouts = new TheoryData<int, int, int>();
        foreach (int recordBits in new[] { 24, 28, 32 })
        {
            // Pointers of one to three octets besides the first, and offsets in the tree that need more than 24 bits.
            foreach (int padding in new[] { 0, 5000, 600_000, 20_000_000 }.Where(padding => recordBits > 24 || padding < 1 << 24))
            {
                layouts.Add(recordBits, padding, 4);
                layouts.Add(recordBits, padding, 6);
            }
        }

        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Addresses_are_found_by_the_longest_way_through_the_tree(int recordBits, int padding, int family)
    {
        var writer = new MaxMindFileWriter { RecordBits = recordBits, Family = family, Padding = padding };
        (string, object)[] entry =
        [
            ("city", new (string, object)[] { ("geoname_id", 7u), ("names", Names) }),
            ("location", new (string, object)[] { ("latitude", 52.5), ("accurate", true) }),
            ("subdivisions", new object[] { new (string, object)[] { ("iso_code", "XX"), ("names", Names) }, Array.Empty<object>() }),
            ("country", new (string, object)[] { ("geoname_id", 8u), ("names", Names), ("iso_code", "NL") }),
        ];
        writer.Add("192.0.2.128/25", entry);
        writer.Add("192.0.2.0/26", MaxMindFileWriter.Country("de"));
        writer.Add("192.0.2.77/32", MaxMindFileWriter.Country("NL"));
        if (family == 6)
            writer.Add("2001:db8::/33", entry);
        CountryDatabase database = Read(writer.Write());

        Assert.Equal(
            ["NL", "NL", "DE", "NL", null, null, null],
            new[] { "192.0.2.128", "192.0.2.255", "192.0.2.63", "192.0.2.77", "192.0.2.76", "192.0.3.0", "0.0.0.0" }.Select(address => database.CountryOf(IPAddress.Parse(address))));
        Assert.Equal("DE", database.CountryOf(IPAddress.Parse("::ffff:192.0.2.1")));
        Assert.Equal(family == 6 ? "NL" : null, database.CountryOf(IPAddress.Parse("2001:db8:7fff::1")));
        Assert.Null(database.CountryOf(IPAddress.Parse("2001:db8:8000::1")));
        // In a tree of IPv4 its first bits are those of a network that is there.
        Assert.Null(database.CountryOf(IPAddress.Parse("c000:2ff::1")));
    }

    [Fact]
    public void Each_provider_names_the_country_in_its_own_way()
    {
        (string Shape, object Entry, string? Expected)[] shapes =
        [
            ("GeoLite2, DB-IP", MaxMindFileWriter.Country("FR"), "FR"),
            ("code alone", new (string, object)[] { ("country", "fr") }, "FR"),
            ("name and code", new (string, object)[] { ("country", "France"), ("country_code", "FR") }, "FR"),
            ("code under its own name", new (string, object)[] { ("country_code", "FR") }, "FR"),
            ("unknown", MaxMindFileWriter.Country("ZZ"), null),
            ("no code", new (string, object)[] { ("country", new (string, object)[] { ("names", Names) }) }, null),
            ("three letters", MaxMindFileWriter.Country("FRA"), null),
            ("no letters", MaxMindFileWriter.Country("1="), null),
            ("a number", new (string, object)[] { ("country", 250u) }, null),
            ("only where its network was registered", new (string, object)[] { ("registered_country", new (string, object)[] { ("iso_code", "FR") }) }, null),
            ("a text", "FR", null),
        ];
        foreach ((string shape, object entry, string? expected) in shapes)
        {
            string? found = WithEntry(entry).CountryOf(IPAddress.Parse(Other));
            Assert.True(string.Equals(expected, found, StringComparison.Ordinal), $"{shape}: {found}");
        }
    }

    [Fact]
    public void An_entry_that_breaks_the_format_has_no_country_and_the_others_have()
    {
        (string Flaw, byte[] Entry)[] flaws =
        [
            ("nothing after the type", [0x00]),
            ("a type that does not exist", [0x00, 0x40]),
            ("a type with a number of its own, extended", [0x01, 0x00, 0x42, 0x41, 0x41, 0x42, 0x41, 0x41]),
            ("the end of the data", [0x00, 0x06]),
            ("a pointer cut short", [0x38, 0x00]),
            ("a pointer out of the file", [0x38, 0xff, 0xff, 0xff, 0xff]),
            ("a pointer to itself", Pointer(to: 0)),
            ("a map of more members than there is room", [0xff, 0xff, 0xff, 0xff]),
            ("a text longer than the file", [0xe1, 0x5f, 0xff, 0xff, 0xff]),
            ("a name that is a number", [0xe1, 0xa1, 0x01, 0x42, 0x44, 0x45]),
            ("a map within itself", [0xe1, 0x41, 0x61, .. Pointer(to: 0)]),
            ("a million maps, one in the other", [.. Enumerable.Repeat(new byte[] { 0xe1, 0x41, 0x61 }, 1_000_000).SelectMany(octets => octets)]),
            ("a million arrays, one in the other", [0xe1, 0x41, 0x61, .. Enumerable.Repeat(new byte[] { 0x01, 0x04 }, 1_000_000).SelectMany(octets => octets)]),
            ("more members than anybody has", [0xfe, 0xff, 0xff, .. Enumerable.Repeat(new byte[] { 0x41, 0x61, 0xa0 }, 70_000).SelectMany(octets => octets)]),
        ];
        foreach ((string flaw, byte[] entry) in flaws)
        {
            // Its entry is the first thing in the data, which is where pointers count from.
            var writer = new MaxMindFileWriter { RecordBits = 32 };
            writer.Add($"{Other}/32", entry);
            writer.Add(GoodNetwork, MaxMindFileWriter.Country("DE"));
            CountryDatabase database = Read(writer.Write());
            Assert.True(database.CountryOf(IPAddress.Parse(Other)) is null, flaw);
            Assert.Equal("DE", database.CountryOf(IPAddress.Parse("192.0.2.1")));
        }
    }

    [Fact]
    public void A_tree_that_goes_in_a_circle_or_leads_nowhere_has_no_country()
    {
        var writer = new MaxMindFileWriter();
        writer.Add(GoodNetwork, MaxMindFileWriter.Country("DE"));
        byte[] file = writer.Write();
        // The first node; the end of the file and more; between the nodes and the data.
        foreach (byte[] record in new byte[][] { [0, 0, 0], [0xff, 0xff, 0xff], [0, 0, (byte)(writer.Nodes + 1)], [0, 0, (byte)(writer.Nodes + 15)] })
        {
            // The right side of the first node: half of IPv6.
            byte[] changed = [.. file];
            record.CopyTo(changed, 3);
            CountryDatabase database = Read(changed);
            Assert.Null(database.CountryOf(IPAddress.Parse("ffff::1")));
            Assert.Equal("DE", database.CountryOf(IPAddress.Parse("192.0.2.1")));
        }
    }

    [Fact]
    public void What_is_no_database_of_countries_is_refused_with_the_reason()
    {
        Assert.Equal("it is empty", Problem([]));
        Assert.Equal("it is not a MaxMind DB file, or not all of it", Problem(new byte[5_000_000]));
        Assert.Equal("it is not a MaxMind DB file, or not all of it", Problem("domain,country\nexample.org,DE\n"u8.ToArray()));
        var numbers = new MaxMindFileWriter { Kind = "Test-ASN" };
        numbers.Add(GoodNetwork, new (string, object)[] { ("autonomous_system_number", 64496u) });
        Assert.Equal("it has no countries in it, but Test-ASN", Problem(numbers.Write()));
        Assert.Equal("it has no countries in it", Problem(new MaxMindFileWriter { Kind = "\e[31m" }.Write()));
        Assert.Equal("it has version 3 of its format, and only 2 is known", Problem(WithMetadata("binary_format_major_version", 3u)));
        Assert.Equal("it is damaged: its tree does not fit in it", Problem(WithMetadata("node_count", uint.MaxValue)));
        foreach ((string name, object? value) in new (string, object?)[]
            {
                ("binary_format_major_version", null), ("node_count", null), ("node_count", "many"), ("node_count", 0u), ("record_size", null), ("record_size", 20u), ("record_size", 128u), ("ip_version", null), ("ip_version", 5u),
            })
            Assert.Equal("it is damaged: its metadata makes no sense", Problem(WithMetadata(name, value)));
    }

    [Fact]
    public void A_file_of_which_the_end_is_missing_is_refused()
    {
        byte[] file = MaxMindFileWriter.OfCountries((GoodNetwork, "DE"), ("2001:db8::/32", "NL"));
        for (int length = 0; length < file.Length; length++)
            Assert.False(CountryDatabase.TryRead(file.AsMemory(0, length), out _, out _));
    }

    private static byte[] Pointer(int to) => [(byte)(0x20 | (to >> 8)), (byte)to];

    private static CountryDatabase WithEntry(object entry)
    {
        var writer = new MaxMindFileWriter();
        writer.Add(GoodNetwork, MaxMindFileWriter.Country("DE"));
        writer.Add("198.51.100.0/24", entry);
        return Read(writer.Write());
    }

    private static byte[] WithMetadata(string name, object? value)
    {
        var writer = new MaxMindFileWriter { Metadata = { [name] = value } };
        writer.Add(GoodNetwork, MaxMindFileWriter.Country("DE"));
        return writer.Write();
    }

    private static CountryDatabase Read(byte[] file)
    {
        Assert.True(CountryDatabase.TryRead(file, out CountryDatabase? database, out string? problem), problem);
        return database;
    }

    private static string? Problem(byte[] file)
    {
        Assert.False(CountryDatabase.TryRead(file, out CountryDatabase? database, out string? problem));
        Assert.Null(database);
        return problem;
    }
}
