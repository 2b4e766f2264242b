namespace Tes.Mail.Dkim;

/// <summary>base64string (RFC 6376 §3.1, ABNF of §3.5): white space anywhere, padding as it likes.</summary>
internal static class Base64Text
{
    /// <summary>Reads it; null when it is none or longer than <paramref name="mostOctets"/>.</summary>
    public static byte[]? Read(string text, int mostOctets)
    {
        string digits = string.Concat(text.Where(character => character is not (' ' or '\t')));
        digits = digits.EndsWith("==", StringComparison.Ordinal) ? digits[..^2] : digits.EndsWith('=') ? digits[..^1] : digits;
        if (digits.Length == 0 || digits.Length % 4 == 1 || digits.Contains('=', StringComparison.Ordinal))
            return null;
        int length = digits.Length * 3 / 4;
        if (length > mostOctets)
            return null;
        byte[] octets = new byte[length];
        string padded = digits.PadRight((digits.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, octets, out int written) && written == length ? octets : null;
    }
}
