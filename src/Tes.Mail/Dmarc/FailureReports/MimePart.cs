using System.Text;
using Tes.Dns;
using Tes.Mail.Messages;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>A message or a part of one (RFC 2045 §2.4), as it stands; nothing is repaired.</summary>
internal sealed class MimePart
{
    private readonly MailMessage _message;

    private MimePart(MailMessage message, ContentType type)
    {
        _message = message;
        Type = type;
    }

    public ContentType Type { get; }

    /// <summary>The type of the parts in it that do not name theirs (RFC 2046 §5.1.5).</summary>
    public ContentType TypeOfParts => Type.MediaType == "multipart/digest" ? ContentType.Message : ContentType.Text;

    /// <summary>Reads a header section and what follows; null where the header section is longer than the limit.</summary>
    /// <param name="octets">The part.</param>
    /// <param name="typeWithoutField">Its type where it does not name it.</param>
    public static MimePart? Read(ReadOnlyMemory<byte> octets, ContentType typeWithoutField)
    {
        if (!MailMessage.TryRead(octets, out MailMessage? message, out ParseFailure _))
            return null;
        HeaderField? type = message.FieldsNamed("Content-Type").FirstOrDefault();
        return new MimePart(message, type is null ? typeWithoutField : ContentType.Of(type.Value.Span));
    }

    /// <summary>The content with its transfer encoding undone (RFC 2045 §6).</summary>
    public DecodedContent Content()
    {
        HeaderField? encoding = _message.FieldsNamed("Content-Transfer-Encoding").FirstOrDefault();
        string word = encoding is null ? string.Empty : FieldText.WithoutComments(FieldText.Unfold(encoding.Value.Span)).ToUpperInvariant();
        return TransferEncoding.Decode(word, _message.Body);
    }

    /// <summary>
    /// The octets of each part (RFC 2046 §5.1): between delimiter lines, whose leading CRLF is theirs; a last part without a closing
    /// delimiter reaches to the end. One pass over the lines.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>> Parts()
    {
        ReadOnlyMemory<byte> body = _message.Body;
        byte[] delimiter = Encoding.ASCII.GetBytes("--" + Type.Boundary);
        int partStart = -1;
        for (int lineStart = 0; lineStart < body.Length;)
        {
            int lineEnd = body.Span[lineStart..].IndexOf("\r\n"u8);
            int next = lineEnd < 0 ? body.Length : lineStart + lineEnd + 2;
            if (IsDelimiter(body.Span[lineStart..(lineEnd < 0 ? next : next - 2)], delimiter, out bool closes))
            {
                if (partStart >= 0)
                    yield return body[partStart..Math.Max(partStart, lineStart - 2)];
                partStart = closes ? -1 : next;
                if (closes)
                    break;
            }

            lineStart = next;
        }

        if (partStart >= 0)
            yield return body[partStart..];
    }

    private static bool IsDelimiter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter, out bool closes)
    {
        closes = false;
        if (!line.StartsWith(delimiter))
            return false;
        // transport-padding: white space that relays may have added
        ReadOnlySpan<byte> rest = line[delimiter.Length..].TrimEnd(" \t"u8);
        closes = rest.SequenceEqual("--"u8);
        return closes || rest.IsEmpty;
    }
}
