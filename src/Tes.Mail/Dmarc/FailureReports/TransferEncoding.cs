namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>Undoes transfer encodings (RFC 2045 §6.7 and §6.8). RFC 5965 §2 wants reports in 7bit, and senders encode what they quote.</summary>
internal static class TransferEncoding
{
    /// <param name="encoding">The word in upper case.</param>
    /// <param name="octets">What is encoded.</param>
    /// <returns>The content, never longer; the octets as they stand for other encodings.</returns>
    public static DecodedContent Decode(string encoding, ReadOnlyMemory<byte> octets) => encoding switch
    {
        "BASE64" => DecodeBase64(octets.Span),
        "QUOTED-PRINTABLE" => new DecodedContent(DecodeQuotedPrintable(octets.Span), HasErrors: false),
        _ => new DecodedContent(octets, HasErrors: false),
    };

    // RFC 2045 §6.8: what is not of the alphabet is ignored, and shows that something went wrong unless it is white space; padding is the end
    private static DecodedContent DecodeBase64(ReadOnlySpan<byte> octets)
    {
        byte[] content = new byte[(octets.Length / 4 * 3) + 2];
        int written = 0;
        int quantum = 0;
        int digits = 0;
        bool hasErrors = false;
        int at = 0;
        for (; at < octets.Length && (octets[at] != '=' || digits < 2); at++)
        {
            int value = ValueOf(octets[at]);
            if (value < 0)
            {
                hasErrors |= octets[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
                continue;
            }

            quantum = (quantum << 6) | value;
            if (++digits < 4)
                continue;
            content[written++] = (byte)(quantum >> 16);
            content[written++] = (byte)(quantum >> 8);
            content[written++] = (byte)quantum;
            (quantum, digits) = (0, 0);
        }

        // Two or three digits are an octet or two, with padding or without.
        if (digits >= 2)
            content[written++] = (byte)(quantum >> ((digits * 6) - 8));
        if (digits == 3)
            content[written++] = (byte)(quantum >> 2);
        ReadOnlySpan<byte> padding = octets[at..].Trim(" \t\r\n"u8);
        hasErrors |= digits > 0 && !padding.SequenceEqual("=="u8[..Math.Clamp(4 - digits, 0, 2)]);
        return new DecodedContent(content.AsMemory(0, written), hasErrors || digits == 1);
    }

    private static int ValueOf(byte octet) => octet switch
    {
        >= (byte)'A' and <= (byte)'Z' => octet - 'A',
        >= (byte)'a' and <= (byte)'z' => octet - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => octet - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    private static ReadOnlyMemory<byte> DecodeQuotedPrintable(ReadOnlySpan<byte> octets)
    {
        byte[] content = new byte[octets.Length];
        int written = 0;
        for (int at = 0; at < octets.Length; at++)
        {
            if (octets[at] != '=')
            {
                content[written++] = octets[at];
                continue;
            }

            // RFC 2045 §6.7: white space behind the sign of a soft line break may have come on the way
            ReadOnlySpan<byte> rest = octets[(at + 1)..].TrimStart(" \t"u8);
            if (rest.StartsWith("\r\n"u8))
                at = octets.Length - rest.Length + 1;
            else if (at + 2 < octets.Length && HexValue(octets[at + 1]) is >= 0 and int high && HexValue(octets[at + 2]) is >= 0 and int low)
            {
                content[written++] = (byte)((high << 4) | low);
                at += 2;
            }
            else
                content[written++] = octets[at];
        }

        return content.AsMemory(0, written);
    }

    private static int HexValue(byte octet) => octet switch
    {
        >= (byte)'0' and <= (byte)'9' => octet - '0',
        >= (byte)'A' and <= (byte)'F' => octet - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => octet - 'a' + 10,
        _ => -1,
    };
}
