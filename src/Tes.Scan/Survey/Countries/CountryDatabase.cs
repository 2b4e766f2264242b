using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tes.Scan.Survey.Countries;

/// <summary>
/// Says in which country an address is, after a database in the MaxMind DB format. Nothing in the file is believed beyond that: an
/// address whose entry cannot be read has no country. For several threads at once.
/// </summary>
public sealed class CountryDatabase
{
    /// <summary>Largest file. Own limit: those with the cities of the world are some 100 MB, and a wrong path must not fill the memory.</summary>
    public const int LargestFile = 512 * 1024 * 1024;

    /// <summary>Nodes that are looked at to see whether a database is one of countries. Own choice: all of a small one, and of a large one some of everywhere.</summary>
    private const int NodesTried = 2000;

    /// <summary>Fields that are gone through for that in all. Own limit: a second's work at the very most, whatever the file.</summary>
    private const int FieldsTried = 100_000;

    /// <summary>Fields that are gone through for one address. Own limit: the largest entries that providers publish have some hundreds.</summary>
    private const int MostFields = 4096;

    // Of ISO 3166, for the user to assign; Unicode (CLDR) and databases have it for "unknown".
    private const string Unknown = "ZZ";

    private readonly MaxMindFile _file;

    private CountryDatabase(MaxMindFile file) => _file = file;

    /// <summary>Reads a database. It has to have countries: one of other things is refused, or all addresses would be without.</summary>
    /// <param name="octets">The file, which must not change afterwards.</param>
    /// <param name="database">The database; null where it is none.</param>
    /// <param name="problem">What is wrong with it, as a clause in printable ASCII; null where nothing is.</param>
    public static bool TryRead(ReadOnlyMemory<byte> octets, [NotNullWhen(true)] out CountryDatabase? database, [NotNullWhen(false)] out string? problem)
    {
        database = null;
        if (!MaxMindFile.TryRead(octets, out MaxMindFile? file, out problem))
            return false;
        if (HasCountries(file))
        {
            database = new CountryDatabase(file);
            return true;
        }

        problem = file.Kind is { Length: > 0 } kind && !kind.AsSpan().ContainsAnyExceptInRange(' ', '~') ? $"it has no countries in it, but {kind}" : "it has no countries in it";
        return false;
    }

    /// <summary>The country of an address: two upper-case letters (ISO 3166 alpha-2); null where the database has none for it.</summary>
    public string? CountryOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> octets = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        // MaxMind DB, "IPv4 addresses in an IPv6 tree": as ::/96.
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        octets[..12].Clear();
        _ = address.TryWriteBytes(isIPv4 ? octets[12..] : octets, out _);
        int left = MostFields;
        return _file.Find(octets, isIPv4) is { } entry ? CountryIn(_file.Data, entry, ref left) : null;
    }

    private static bool HasCountries(MaxMindFile file)
    {
        int left = FieldsTried;
        foreach (int entry in file.SomeEntries(NodesTried))
        {
            if (CountryIn(file.Data, entry, ref left) is not null)
                return true;
        }

        return false;
    }

    // "country": {"iso_code": "DE"} with MaxMind and DB-IP; "country": "DE", or a name and "country_code": "DE", with others.
    private static string? CountryIn(DataSection data, int entry, ref int left)
    {
        int? country = data.FindMember(entry, "country"u8, ref left);
        return CodeAt(data, country is { } at ? data.FindMember(at, "iso_code"u8, ref left) : null)
            ?? CodeAt(data, country)
            ?? CodeAt(data, data.FindMember(entry, "country_code"u8, ref left));
    }

    private static string? CodeAt(DataSection data, int? at)
    {
        if (at is not { } position || !data.TryReadText(position, out ReadOnlySpan<byte> text) || text is not [var first, var second] || !char.IsAsciiLetter((char)first) || !char.IsAsciiLetter((char)second))
            return null;
        string code = string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant((char)first)}{char.ToUpperInvariant((char)second)}");
        return string.Equals(code, Unknown, StringComparison.Ordinal) ? null : code;
    }
}
