using System.Diagnostics.CodeAnalysis;

namespace Tes.Dns.Records;

/// <summary>Base 32 with extended hex alphabet, without padding (RFC 4648 §7, RFC 5155 §3.3).</summary>
public static class Base32Hex
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuv";

    /// <summary>Encodes in lower case.</summary>
    public static string Encode(ReadOnlySpan<byte> octets)
    {
        char[] text = new char[((octets.Length * 8) + 4) / 5];
        for (int i = 0; i < text.Length; i++)
        {
            int bit = i * 5;
            int window = octets[bit / 8] << 8;
            if ((bit / 8) + 1 < octets.Length)
                window |= octets[(bit / 8) + 1];
            text[i] = Alphabet[(window >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }

    /// <summary>Decodes ASCII in any case.</summary>
    /// <returns>False on a character outside the alphabet, a length that no octet string has, or leftover bits that are not zero.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> text, [NotNullWhen(true)] out byte[]? octets)
    {
        octets = null;
        if (text.Length % 8 is 1 or 3 or 6)
            return false;
        byte[] result = new byte[text.Length * 5 / 8];
        int bits = 0;
        int buffer = 0;
        int written = 0;
        foreach (byte character in text)
        {
            int value = character switch
            {
                >= (byte)'0' and <= (byte)'9' => character - '0',
                >= (byte)'a' and <= (byte)'v' => character - 'a' + 10,
                >= (byte)'A' and <= (byte)'V' => character - 'A' + 10,
                _ => -1,
            };
            if (value < 0)
                return false;
            buffer = ((buffer << 5) | value) & 0xfff;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                result[written++] = (byte)(buffer >> bits);
            }
        }

        if ((buffer & ((1 << bits) - 1)) != 0)
            return false;
        octets = result;
        return true;
    }
}
