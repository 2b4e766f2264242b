using System.Globalization;

namespace Tes.Cli.Options;

/// <summary>Points in time (ISO 8601) and durations as options take them.</summary>
internal static class TimeText
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK",
        "yyyyMMdd'T'HHmmssK", "yyyyMMdd'T'HHmmK",
        // the form of RRSIG records (RFC 4034 §3.2)
        "yyyyMMddHHmmss",
    ];

    /// <summary>Without offset it is UTC.</summary>
    public static bool TryParseInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    /// <summary>Seconds, or a number with <c>ms</c>, <c>s</c> or <c>m</c> behind it: 10 ms to an hour, as the sessions take it.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = default;
        (string number, double seconds) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1),
            _ when text.EndsWith('m') => (text[..^1], 60),
            _ => (text, 1),
        };
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
            return false;
        value *= seconds;
        if (value is not (>= 0.01 and <= 3600))
            return false;
        duration = TimeSpan.FromSeconds(value);
        return true;
    }

    /// <summary>ISO 8601 in UTC, to the second.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
