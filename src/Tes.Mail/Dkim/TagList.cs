using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Tes.Dns;

namespace Tes.Mail.Dkim;

/// <summary>A tag=value list (RFC 6376 §3.2, with the UTF-8 of RFC 8616 §4).</summary>
internal sealed class TagList
{
    private readonly List<Tag> _tags;

    private TagList(List<Tag> tags) => _tags = tags;

    public IReadOnlyList<Tag> Tags => _tags;

    public Tag? Find(string name) => _tags.Find(tag => tag.Name.Equals(name, StringComparison.Ordinal));

    public string? Value(string name) => Find(name)?.Value;

    /// <summary>Reads a list. An empty one is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out TagList? list, out ParseFailure failure)
    {
        list = null;
        if (!Utf8.IsValid(octets))
            return Fail(0, "a tag list that is not UTF-8", out failure);
        var tags = new List<Tag>();
        int start = 0;
        while (start < octets.Length)
        {
            int length = octets[start..].IndexOf((byte)';');
            int end = length < 0 ? octets.Length : start + length;
            // tag-list = tag-spec *( ";" tag-spec ) [ ";" ]: what follows the last semicolon may be nothing but white space
            if (length < 0 && tags.Count > 0 && IsBlank(octets[start..]))
                break;
            if (!TryReadTag(octets, start, end, tags, out failure))
                return false;
            start = end + 1;
        }

        if (tags.Count == 0)
            return Fail(0, "a tag list without a tag", out failure);
        list = new TagList(tags);
        failure = default;
        return true;
    }

    private static bool TryReadTag(ReadOnlySpan<byte> octets, int start, int end, List<Tag> tags, out ParseFailure failure)
    {
        int equals = octets[start..end].IndexOf((byte)'=');
        if (equals < 0)
            return Fail(start, "a tag without an equals sign", out failure);
        if (!IsFolded(octets[start..end]))
            return Fail(start, "a tag with a line end that is no folding", out failure);
        string name = Encoding.Latin1.GetString(octets.Slice(start, equals).Trim(" \t\r\n"u8));
        // tag-name = ALPHA *ALNUMPUNC
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            return Fail(start, "a tag name that is none", out failure);
        int valueStart = start + equals + 1;
        ReadOnlySpan<byte> value = octets[valueStart..end].Trim(" \t\r\n"u8);
        foreach (byte octet in value)
        {
            // VALCHAR, FWS, or UTF-8; the semicolon has ended it
            if (octet is < 0x20 or 0x7f && octet is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                return Fail(valueStart, "a tag value with a control character", out failure);
        }

        // RFC 6376 §3.2: tags with duplicate names MUST NOT occur; then the whole list is invalid
        if (tags.Exists(tag => tag.Name.Equals(name, StringComparison.Ordinal)))
            return Fail(start, "a tag that stands twice", out failure);
        if (tags.Count == DkimLimits.MaxTags)
            return Fail(start, "more tags than the limit", out failure);
        string text = Encoding.UTF8.GetString(value).Replace("\r\n", string.Empty, StringComparison.Ordinal);
        int nameStart = start + octets[start..end].IndexOfAnyExcept(" \t\r\n"u8);
        tags.Add(new Tag(name, text, nameStart, valueStart, end));
        failure = default;
        return true;
    }

    // FWS = [*WSP CRLF] 1*WSP
    private static bool IsFolded(ReadOnlySpan<byte> octets)
    {
        for (int at = 0; octets[at..].IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and int found; at += found + 2)
        {
            ReadOnlySpan<byte> rest = octets[(at + found)..];
            if (rest.Length < 3 || rest[0] != '\r' || rest[1] != '\n' || rest[2] is not ((byte)' ' or (byte)'\t'))
                return false;
        }

        return true;
    }

    private static bool IsBlank(ReadOnlySpan<byte> octets) => !octets.ContainsAnyExcept(" \t\r\n"u8);

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }

    /// <summary>A tag.</summary>
    /// <param name="Name">Its name; case matters.</param>
    /// <param name="Value">Its value without white space around it, unfolded.</param>
    /// <param name="Start">Where the name begins in the list.</param>
    /// <param name="ValueStart">Where the value begins in the list, white space included.</param>
    /// <param name="ValueEnd">Where it ends: at a semicolon or the end of the list.</param>
    internal sealed record Tag(string Name, string Value, int Start, int ValueStart, int ValueEnd);
}
