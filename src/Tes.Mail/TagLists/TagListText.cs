using System.Buffers;
using Tes.Dns;

namespace Tes.Mail.TagLists;

/// <summary>Cuts a record at its semicolons (RFC 6376 §3.2, RFC 8460 §3, RFC 8461 §3.1, RFC 9989 §4.8).</summary>
internal static class TagListText
{
    private const string WhiteSpace = " \t";

    private static readonly SearchValues<char> Printable = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>
    /// The parts between semicolons with the white space around them cut off; one that is empty has a length of 0, and what
    /// follows a semicolon that ends the record is no part.
    /// </summary>
    public static IEnumerable<Range> Parts(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf(';', start);
            end = end < 0 ? text.Length : end;
            Range part = Trim(text, start, end);
            start = end + 1;
            if (start < text.Length || part.End.Value > part.Start.Value || end < text.Length)
                yield return part;
        }
    }

    /// <summary>Takes a part apart at its first equals sign.</summary>
    /// <returns>Null where it is no tag; then <paramref name="failure"/> says why.</returns>
    public static RecordTag? Read(string text, Range part, Func<string, bool> isName, out ParseFailure failure)
    {
        (int start, int length) = part.GetOffsetAndLength(text.Length);
        failure = default;
        int equals = text.IndexOf('=', start, length);
        if (length == 0 || equals < 0)
        {
            failure = new ParseFailure(start, length == 0 ? "an empty tag" : "a tag without an equals sign");
            return null;
        }

        string name = text[Trim(text, start, equals)];
        Range valueRange = Trim(text, equals + 1, start + length);
        string value = text[valueRange];
        int strange = value.AsSpan().IndexOfAnyExcept(Printable);
        if (!isName(name))
            failure = new ParseFailure(start, "a tag name with characters that it may not have");
        else if (value.Length == 0)
            failure = new ParseFailure(start, "a tag without a value");
        else if (strange >= 0)
            failure = new ParseFailure(valueRange.Start.Value + strange, "a character that is not printable ASCII");
        else
            return new RecordTag(name, value, start, valueRange.Start.Value);
        return null;
    }

    /// <summary>An extension's name in MTA-STS and TLSRPT records: 1 to 32 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, a letter or digit first.</summary>
    public static bool IsExtensionName(string name)
    {
        // RFC 8460 §3, RFC 8461 §3.1 and §3.2: (ALPHA / DIGIT) *31(…)
        const int MaxLength = 32;
        return name.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
    }

    private static Range Trim(string text, int start, int end)
    {
        while (start < end && WhiteSpace.Contains(text[start], StringComparison.Ordinal))
            start++;
        while (end > start && WhiteSpace.Contains(text[end - 1], StringComparison.Ordinal))
            end--;
        return start..end;
    }
}
