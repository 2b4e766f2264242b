using System.Buffers;
using System.Buffers.Text;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>Undoes transfer encodings (RFC 2045 §6.7 and §6.8). RFC 5965 §2 wants reports in 7bit, and senders encode what they quote.</summary>
internal static class TransferEncoding
{
    /// <param name="encoding">The word in upper case.</param>
    /// <param name="octets">What is encoded.</param>
    /// <returns>The content, never longer; the octets as they stand for other encodings, and where they are not what the word says.</returns>
    public static ReadOnlyMemory<byte> Decode(string encoding, ReadOnlyMemory<byte> octets) => encoding switch
    {
        "BASE64" => DecodeBase64(octets),
        "QUOTED-PRINTABLE" => DecodeQuotedPrintable(octets.Span),
        _ => octets,
    };

    private static ReadOnlyMemory<byte> DecodeBase64(ReadOnlyMemory<byte> octets)
    {
        byte[] content = new byte[Base64.GetMaxDecodedFromUtf8Length(octets.Length)];
        return Base64.DecodeFromUtf8(octets.Span, content, out _, out int written) == OperationStatus.Done ? content.AsMemory(0, written) : octets;
    }

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
