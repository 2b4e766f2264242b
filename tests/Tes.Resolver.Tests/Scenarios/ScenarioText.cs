using System.Globalization;
using System.Numerics;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;

namespace Tes.Resolver.Tests.Scenarios;

/// <summary>Names, types, times and records as scenarios write them.</summary>
internal static class ScenarioText
{
    public static DomainName Name(string text) => DomainName.Parse(text);

    public static RRType Type(string text) => RRTypeMnemonic.TryParse(text, out RRType type) ? type : throw new FormatException($"'{text}' is no RR type.");

    /// <summary>Records with absolute names.</summary>
    public static IReadOnlyList<ResourceRecord> Records(string text) =>
        ZoneFile.TryRead($"$TTL 300\n{text}", DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure)
            ? records
            : throw new FormatException($"'{text}' is no record: {failure.Reason}");

    /// <summary>A point in time: ISO 8601, or relative to the clock as in <c>-90s</c>, <c>+2h</c>, <c>+14d</c>.</summary>
    public static DateTimeOffset Time(string text, DateTimeOffset now) => text[0] is '+' or '-'
        ? now + (text[0] == '-' ? -1 : 1) * Duration(text[1..])
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static TimeSpan Duration(string text)
    {
        double number = double.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => throw new FormatException($"'{text}' has no unit: s, h or d."),
        };
    }

    /// <summary>The hashed owner name, so many hashes further on.</summary>
    public static string Hash(DomainName name, string salt, int iterations, int offset)
    {
        byte[] hash = Nsec3Hash.Compute(name, Convert.FromHexString(salt), iterations);
        BigInteger moved = new BigInteger(hash, isUnsigned: true, isBigEndian: true) + offset;
        byte[] octets = moved.ToByteArray(isUnsigned: true, isBigEndian: true);
        return Base32Hex.Encode([.. new byte[hash.Length - octets.Length], .. octets]);
    }
}
