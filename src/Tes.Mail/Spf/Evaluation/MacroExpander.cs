using System.Globalization;
using System.Text;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>Puts values in the place of macros (RFC 7208 §7).</summary>
internal sealed class MacroExpander(SpfSender sender, SpfValidatedNames names)
{
    // Of a name no more than the right end counts (§7.3): what lies before is dropped while it grows, so that no record and no
    // sender makes it long.
    private const int KeptOfName = 2 * (SpfName.MaxTextLength + 1);

    // RFC 3986 §2.3: unreserved
    private const string UnreservedMarks = "-._~";

    /// <summary>A domain-spec as text: at most 253 characters where its labels allow that, without final dot. It need not be a domain name.</summary>
    /// <param name="text">The domain-spec.</param>
    /// <param name="domain">The domain whose record it stands in.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<string> ExpandNameAsync(MacroString text, SpfDomain domain, CancellationToken cancellationToken)
    {
        // Nearly all are names as they stand.
        if (text.Parts is [MacroPart.Literal { Text: var plain }])
            return SpfName.Truncate(plain);
        var name = new StringBuilder();
        foreach (MacroPart part in text.Parts)
        {
            name.Append(await ExpandAsync(part, domain, cancellationToken).ConfigureAwait(false));
            if (name.Length > KeptOfName)
                name.Remove(0, name.Length - KeptOfName);
        }

        return SpfName.Truncate(name.ToString());
    }

    /// <summary>An explanation; null where it is longer than <paramref name="longest"/> characters.</summary>
    public async ValueTask<string?> ExpandTextAsync(MacroString text, SpfDomain domain, int longest, CancellationToken cancellationToken)
    {
        var expanded = new StringBuilder();
        foreach (MacroPart part in text.Parts)
        {
            expanded.Append(await ExpandAsync(part, domain, cancellationToken).ConfigureAwait(false));
            if (expanded.Length > longest)
                return null;
        }

        return expanded.ToString();
    }

    private async ValueTask<string> ExpandAsync(MacroPart part, SpfDomain domain, CancellationToken cancellationToken)
    {
        if (part is not MacroPart.Expansion expansion)
            return part.Match(literal => literal.Text, _ => string.Empty);
        string value = expansion.Letter == MacroLetter.ValidatedName
            ? await names.BestAsync(domain.Name, cancellationToken).ConfigureAwait(false)
            : ValueOf(expansion.Letter, domain);
        return Transform(value, expansion);
    }

    // RFC 7208 §7.2
    private string ValueOf(MacroLetter letter, SpfDomain domain) => letter switch
    {
        MacroLetter.Sender => $"{sender.LocalPart}@{sender.Domain}",
        MacroLetter.LocalPart => sender.LocalPart,
        MacroLetter.SenderDomain => sender.Domain,
        MacroLetter.Domain => domain.Text,
        MacroLetter.Address => SpfName.Dotted(sender.Address),
        MacroLetter.AddressFamily => sender.IsIPv4 ? "in-addr" : "ip6",
        MacroLetter.Helo => sender.Request.Helo,
        MacroLetter.ReadableAddress => sender.Address.ToString(),
        MacroLetter.ReceivingHost => sender.Request.ReceivingHost,
        MacroLetter.Timestamp => sender.Request.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "Not a macro letter with a value of its own."),
    };

    /// <summary>Split at the delimiters, reversed, cut to the right-most parts, joined with dots; and escaped where a capital asks for it (RFC 7208 §7.3).</summary>
    public static string Transform(string value, MacroPart.Expansion expansion) => Escape(Split(value, expansion), expansion.Escaping);

    private static string Split(string value, MacroPart.Expansion expansion)
    {
        if (expansion.RightmostParts is null && expansion.Order == MacroOrder.AsIs && expansion.Delimiters.Length == 0)
            return value;
        string[] parts = expansion.Delimiters.Length == 0 ? value.Split('.') : value.Split(expansion.Delimiters.ToCharArray());
        if (expansion.Order == MacroOrder.Reversed)
            Array.Reverse(parts);
        int kept = Math.Min(expansion.RightmostParts ?? parts.Length, parts.Length);
        return string.Join('.', parts, parts.Length - kept, kept);
    }

    private static string Escape(string value, MacroEscaping escaping)
    {
        if (escaping == MacroEscaping.None)
            return value;
        var escaped = new StringBuilder(value.Length);
        foreach (byte octet in Encoding.UTF8.GetBytes(value))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || UnreservedMarks.Contains((char)octet, StringComparison.Ordinal))
                escaped.Append((char)octet);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return escaped.ToString();
    }
}
