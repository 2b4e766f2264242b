using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Tes.Dns;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>Names as macros make them: text whose dots separate labels and in which nothing is an escape.</summary>
internal static class SpfName
{
    /// <summary>Longest name as text without final dot (RFC 7208 §7.3).</summary>
    public const int MaxTextLength = 253;

    /// <summary>Cuts labels off the left until the name fits (RFC 7208 §7.3), and the final dot off the right.</summary>
    public static string Truncate(string text)
    {
        ReadOnlySpan<char> name = text.EndsWith('.') ? text.AsSpan(0, text.Length - 1) : text;
        while (name.Length > MaxTextLength)
        {
            // The first dot that may be the last thing cut off.
            int from = name.Length - MaxTextLength - 1;
            int dot = name[from..].IndexOf('.');
            if (dot < 0)
                break;
            name = name[(from + dot + 1)..];
        }

        return name.ToString();
    }

    /// <summary>Makes a name out of text; false for empty and overlong labels, overlong names, and characters outside ASCII (RFC 8616 §4).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        ReadOnlySpan<char> rest = text.EndsWith('.') ? text.AsSpan(0, text.Length - 1) : text;
        if (rest.Length is 0 or > MaxTextLength || !System.Text.Ascii.IsValid(rest))
            return false;
        Span<byte> wire = stackalloc byte[DomainName.MaxWireLength];
        int end = 0;
        while (true)
        {
            int dot = rest.IndexOf('.');
            ReadOnlySpan<char> label = dot < 0 ? rest : rest[..dot];
            if (label.Length is 0 or > DomainName.MaxLabelLength)
                return false;
            wire[end++] = (byte)label.Length;
            end += Encoding.ASCII.GetBytes(label, wire[end..]);
            if (dot < 0)
                break;
            rest = rest[(dot + 1)..];
        }

        wire[end++] = 0;
        return DomainName.TryReadUncompressed(wire[..end], out name, out _);
    }

    /// <summary>A name as the text that it was made of: no escapes, no final dot.</summary>
    public static string TextOf(DomainName name)
    {
        ReadOnlySpan<byte> wire = name.Wire;
        if (name.IsRoot)
            return string.Empty;
        Span<char> text = stackalloc char[wire.Length];
        Encoding.Latin1.GetChars(wire, text);
        for (int offset = wire[0] + 1; wire[offset] != 0; offset += 1 + wire[offset])
            text[offset] = '.';
        return text[1..^1].ToString();
    }

    /// <summary>Whether a text is a fully qualified domain name that mail can come from (RFC 7208 §4.3).</summary>
    public static bool IsMailDomain(string text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.'))
                return false;
        }

        return TryParse(text, out name) && name.LabelCount > 1;
    }

    /// <summary>The address as macro i has it (RFC 7208 §7.3): octets in decimal, or nibbles.</summary>
    public static string Dotted(IPAddress address) => SpfAddresses.IsIPv4(address)
        ? address.ToString()
        : string.Join('.', Convert.ToHexStringLower(address.GetAddressBytes()).AsEnumerable());

    /// <summary>Where the PTR records of an address are.</summary>
    public static DomainName Reverse(IPAddress address)
    {
        string[] parts = Dotted(address).Split('.');
        Array.Reverse(parts);
        return DomainName.Parse(string.Join('.', parts) + (SpfAddresses.IsIPv4(address) ? ".in-addr.arpa" : ".ip6.arpa"));
    }
}
