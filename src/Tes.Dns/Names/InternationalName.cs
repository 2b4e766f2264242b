using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tes.Dns;

/// <summary>Domain names in other scripts, by UTS #46 without its transitional mappings.</summary>
public static class InternationalName
{
    // STD3 rules are for the caller to apply: underscores are right in many names of the DNS.
    private static readonly IdnMapping Mapping = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    // Without the ICU library .NET maps neither case nor composition, and would give wrong A-labels.
    private static readonly bool HasUnicodeTables = "u\u0308".Normalize().Length == 1;

    /// <summary>Whether this system can convert names: without the ICU library it cannot.</summary>
    public static bool CanConvert => HasUnicodeTables;

    /// <summary>Converts U-labels to A-labels; text that is all ASCII stays as it is.</summary>
    /// <param name="text">A name as a person types it.</param>
    /// <param name="ascii">The same in ASCII; not yet checked to be a domain name.</param>
    /// <param name="problem">Otherwise why not, as a clause that goes on after the quoted input.</param>
    /// <returns>False where a label has no valid A-label, or this system cannot find it out.</returns>
    public static bool TryToAscii(string text, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        ascii = text;
        problem = null;
        if (text.All(char.IsAscii))
            return true;
        if (HasUnicodeTables)
        {
            try
            {
                ascii = Mapping.GetAscii(text);
                return true;
            }
            catch (ArgumentException)
            {
                problem = "is not a valid internationalized domain name (UTS #46)";
            }
        }
        else
        {
            problem = "is not in ASCII, and the library that converts it (ICU, libicu) is not installed; give its xn-- form";
        }

        ascii = null;
        return false;
    }

    /// <summary>What a name in ASCII looks like for people: with U-labels where it has valid A-labels. Escape before a terminal sees it.</summary>
    public static string ToUnicode(string ascii)
    {
        ArgumentNullException.ThrowIfNull(ascii);
        if (!ascii.Contains("xn--", StringComparison.OrdinalIgnoreCase) || !HasUnicodeTables)
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
