using System.Globalization;
using System.Text;
using Tes.Dns;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Mail.Spf.Inspection;

/// <summary>Macros as far as they are known without a mail: d, the domain of the record.</summary>
internal static class StaticMacros
{
    private const string Letters = "slodipvhcrt";

    /// <summary>The name; null where it depends on the mail or is none.</summary>
    public static DomainName? TargetOf(DomainSpec spec, DomainName domain) =>
        IsKnown(spec) && SpfName.TryParse(SpfName.Truncate(Expand(spec.MacroString, domain, escape: false)), out DomainName? name) ? name : null;

    /// <summary>Whether no macro but d stands in it.</summary>
    public static bool IsKnown(DomainSpec spec) => spec.MacroString.Parts.All(part => part is not MacroPart.Expansion { Letter: not MacroLetter.Domain });

    /// <summary>The same for a record of any other domain: d replaced, other macros as they are.</summary>
    public static string Relocate(DomainSpec spec, DomainName domain) => Expand(spec.MacroString, domain, escape: true);

    /// <summary>The name of a record as the target of a term.</summary>
    public static string Relocate(DomainName domain) => Escape(SpfName.TextOf(domain));

    private static string Expand(MacroString text, DomainName domain, bool escape)
    {
        Func<string, string> write = escape ? Escape : plain => plain;
        var expanded = new StringBuilder();
        foreach (MacroPart part in text.Parts)
        {
            expanded.Append(part.Match(
                literal => write(literal.Text),
                expansion => expansion.Letter == MacroLetter.Domain
                    ? write(MacroExpander.Transform(SpfName.TextOf(domain), expansion))
                    : Write(expansion)));
        }

        return expanded.ToString();
    }

    // RFC 7208 §7.1
    private static string Escape(string text) => text.Replace("%", "%%", StringComparison.Ordinal).Replace(" ", "%_", StringComparison.Ordinal);

    private static string Write(MacroPart.Expansion expansion)
    {
        char letter = Letters[(int)expansion.Letter];
        string name = (expansion.Escaping == MacroEscaping.Url ? char.ToUpperInvariant(letter) : letter).ToString();
        string order = expansion.Order == MacroOrder.Reversed ? "r" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"%{{{name}{expansion.RightmostParts}{order}{expansion.Delimiters}}}");
    }
}
