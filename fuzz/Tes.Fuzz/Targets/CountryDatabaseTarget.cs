using System.Net;
using Tes.Scan.Survey.Countries;

namespace Tes.Fuzz.Targets;

/// <summary>Databases of countries: what an address gets is a country or none, the same each time, and what is wrong with a file can be shown.</summary>
internal static class CountryDatabaseTarget
{
    private const int AddressOctets = 16;
    private const int AddressesOfInput = 16;

    private static readonly IPAddress[] Ends = [IPAddress.Any, IPAddress.Broadcast, IPAddress.IPv6Any, new([.. Enumerable.Repeat(byte.MaxValue, AddressOctets)])];

    public static void Check(ReadOnlySpan<byte> octets)
    {
        if (!CountryDatabase.TryRead(octets.ToArray(), out CountryDatabase? database, out string? problem))
        {
            Property.IsShowable(problem);
            return;
        }

        foreach (IPAddress address in Ends)
            CheckAddress(database, address);
        // The first nodes of the tree as addresses: those that fuzzing can change to go another way.
        for (int number = 0; number < AddressesOfInput && (number + 1) * AddressOctets <= octets.Length; number++)
        {
            ReadOnlySpan<byte> address = octets.Slice(number * AddressOctets, AddressOctets);
            CheckAddress(database, new IPAddress(address));
            CheckAddress(database, new IPAddress(address[..4]));
        }
    }

    private static void CheckAddress(CountryDatabase database, IPAddress address)
    {
        string? country = database.CountryOf(address);
        Property.Holds(country is null or [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "a country is two upper-case letters");
        Property.Holds(string.Equals(country, database.CountryOf(address), StringComparison.Ordinal), "an address is in one country");
        Property.Holds(string.Equals(country, database.CountryOf(address.MapToIPv6()), StringComparison.Ordinal), "an address of IPv4 is where it is as one of IPv6");
    }
}
