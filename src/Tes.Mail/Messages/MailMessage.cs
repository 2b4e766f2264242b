using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using Tes.Dns;

namespace Tes.Mail.Messages;

/// <summary>
/// A message as octets (RFC 5322): header fields as they stand, and the body. Lines end in CRLF and nothing else; a CR or LF alone
/// is an octet like others, and told. Nothing is copied: a message takes as much memory as its octets, and some 100 octets for each
/// field. Reading takes time linear in the length.
/// </summary>
public sealed class MailMessage
{
    // RFC 5322 §3.6: at most one of each
    private static readonly HashSet<string> OnceFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "In-Reply-To", "References", "Subject",
        // RFC 2045 §3 and RFC 2183 §2: the same, by their nature
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID",
    };

    private MailMessage(ReadOnlyMemory<byte> octets, IReadOnlyList<HeaderField> fields, ReadOnlyMemory<byte> body, MessageFlaws flaws)
    {
        Octets = octets;
        Fields = fields;
        Body = body;
        Flaws = flaws;
    }

    /// <summary>The whole message.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    /// <summary>The fields in their order; lines that are no field (<see cref="MessageFlaws.MalformedField"/>) are left out.</summary>
    public IReadOnlyList<HeaderField> Fields { get; }

    /// <summary>What follows the empty line; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>What is not as it should be.</summary>
    public MessageFlaws Flaws { get; }

    /// <summary>Whether all programs read the same fields: no line of the header section is no field, and none ends in a way that some take for an end.</summary>
    public bool HasClearHeader => (Flaws & (MessageFlaws.MalformedField | MessageFlaws.AmbiguousHeader)) == MessageFlaws.None;

    /// <summary>The fields of a name, from the top.</summary>
    public IEnumerable<HeaderField> FieldsNamed(string name) => Fields.Where(field => field.Is(name));

    /// <summary>Whether RFC 5322 §3.6, or MIME, allows one field of this name at most.</summary>
    public static bool MayStandOnce(string name) => OnceFields.Contains(name);

    /// <summary>Reads a message.</summary>
    /// <param name="octets">Any octets: empty, without body, or without header are messages too. They are kept, not copied.</param>
    /// <param name="message">The message.</param>
    /// <param name="failure">The only one: a header section longer than <see cref="MessageLimits.MaxHeaderOctets"/>.</param>
    public static bool TryRead(ReadOnlyMemory<byte> octets, [NotNullWhen(true)] out MailMessage? message, out ParseFailure failure)
    {
        message = null;
        failure = default;
        // RFC 5322 §2.1: the header section ends at the first empty line
        (int headerEnd, int bodyStart) = FindBody(octets.Span);
        if (headerEnd > MessageLimits.MaxHeaderOctets)
        {
            failure = new ParseFailure(MessageLimits.MaxHeaderOctets, "the header section is longer than 1 MiB");
            return false;
        }

        MessageFlaws flaws = MessageFlaws.None;
        List<HeaderField> fields = ReadFields(octets[..headerEnd], ref flaws);
        ReadOnlySpan<byte> header = octets.Span[..headerEnd];
        if (!header.IsEmpty && !header.EndsWith("\r\n"u8))
            flaws |= MessageFlaws.HeaderNotEnded;
        if (!Utf8.IsValid(header))
            flaws |= MessageFlaws.HeaderNotUtf8;
        if ((FlawsOfLines(header) & (MessageFlaws.BareCr | MessageFlaws.BareLf | MessageFlaws.Nul)) != MessageFlaws.None)
            flaws |= MessageFlaws.AmbiguousHeader;
        var once = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (fields.Any(field => MayStandOnce(field.Name) && !once.Add(field.Name)))
            flaws |= MessageFlaws.RepeatedField;
        message = new MailMessage(octets, fields, octets[bodyStart..], flaws | FlawsOfLines(octets.Span));
        return true;
    }

    private static (int HeaderEnd, int BodyStart) FindBody(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith("\r\n"u8))
            return (0, 2);
        int end = octets.IndexOf("\r\n\r\n"u8);
        return end < 0 ? (octets.Length, octets.Length) : (end + 2, end + 4);
    }

    private static List<HeaderField> ReadFields(ReadOnlyMemory<byte> header, ref MessageFlaws flaws)
    {
        var fields = new List<HeaderField>();
        while (!header.IsEmpty)
        {
            int length = LengthOfField(header.Span);
            if (HeaderField.TryRead(header[..length], out HeaderField? field))
                fields.Add(field);
            else
                flaws |= MessageFlaws.MalformedField;
            header = header[length..];
        }

        return fields;
    }

    // RFC 5322 §2.2.3: a line that begins with white space continues the one before
    private static int LengthOfField(ReadOnlySpan<byte> header)
    {
        int length = 0;
        do
        {
            int lineEnd = header[length..].IndexOf("\r\n"u8);
            if (lineEnd < 0)
                return header.Length;
            length += lineEnd + 2;
        }
        while (length < header.Length && header[length] is (byte)' ' or (byte)'\t');
        return length;
    }

    private static MessageFlaws FlawsOfLines(ReadOnlySpan<byte> octets)
    {
        MessageFlaws flaws = octets.Contains((byte)0) ? MessageFlaws.Nul : MessageFlaws.None;
        int lineStart = 0;
        int next = 0;
        while (octets[next..].IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and int found)
        {
            int at = next + found;
            next = at + 1;
            if (octets[at] == '\n')
            {
                flaws |= MessageFlaws.BareLf;
                continue;
            }

            if (next == octets.Length || octets[next] != '\n')
            {
                flaws |= MessageFlaws.BareCr;
                continue;
            }

            if (at - lineStart > MessageLimits.MaxLineOctets)
                flaws |= MessageFlaws.LongLine;
            lineStart = ++next;
        }

        return octets.Length - lineStart > MessageLimits.MaxLineOctets ? flaws | MessageFlaws.LongLine : flaws;
    }
}
