using System.Globalization;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>A date and time of a field (RFC 5322 §3.3, with the zone names of §4.3).</summary>
internal static class MailDate
{
    private static readonly string[] Forms = ["d MMM yyyy H:mm:ss zzz", "d MMM yyyy H:mm zzz"];

    private static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = "+0000",
        ["GMT"] = "+0000",
        ["UTC"] = "+0000",
        ["Z"] = "+0000",
        ["EDT"] = "-0400",
        ["EST"] = "-0500",
        ["CDT"] = "-0500",
        ["CST"] = "-0600",
        ["MDT"] = "-0600",
        ["MST"] = "-0700",
        ["PDT"] = "-0700",
        ["PST"] = "-0800",
    };

    // "Wed, 31 Dec 2026 23:59:59 +0000" and some space: longer ones are none.
    private const int LongestText = 64;

    /// <returns>Null where the text is no date.</returns>
    public static DateTimeOffset? Read(string text)
    {
        text = FieldText.WithoutComments(text);
        if (text.Length > LongestText)
            return null;
        string[] words = text[(text.IndexOf(',', StringComparison.Ordinal) + 1)..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return null;
        words[^1] = Zones.GetValueOrDefault(words[^1], words[^1]);
        return DateTimeOffset.TryParseExact(string.Join(' ', words), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset date) ? date : null;
    }
}
