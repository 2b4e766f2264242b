using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tes.Scan.Domains;

/// <summary>Domain names in other scripts, by UTS #46 without its transitional mappings.</summary>
public static class InternationalName
{
    // STD3 rules are for the caller to apply: underscores are right in many names of the DNS.
    private static readonly IdnMapping Mapping = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>Converts U-labels to A-labels; text that is all ASCII stays as it is.</summary>
    /// <param name="text">A name as a person types it.</param>
    /// <param name="ascii">The same in ASCII; not yet checked to be a domain name.</param>
    /// <returns>False where a label has no valid A-label.</returns>
    public static bool TryToAscii(string text, [NotNullWhen(true)] out string? ascii)
    {
        ArgumentNullException.ThrowIfNull(text);
        ascii = text;
        if (text.All(char.IsAscii))
            return true;
        try
        {
            ascii = Mapping.GetAscii(text);
            return true;
        }
        catch (ArgumentException)
        {
            ascii = null;
            return false;
        }
    }

    /// <summary>What a name in ASCII looks like for people: with U-labels where it has valid A-labels. Escape before a terminal sees it.</summary>
    public static string ToUnicode(string ascii)
    {
        ArgumentNullException.ThrowIfNull(ascii);
        if (!ascii.Contains("xn--", StringComparison.OrdinalIgnoreCase))
            return ascii;
        try
        {
            string unicode = Mapping.GetUnicode(ascii);
            // Only what maps back is a U-label; anything else is a fake.
            return string.Equals(Mapping.GetAscii(unicode), ascii, StringComparison.OrdinalIgnoreCase) ? unicode : ascii;
        }
        catch (ArgumentException)
        {
            return ascii;
        }
    }
}
