using System.Text;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>What a part says it is (RFC 2045 §5.1); a field that cannot be read is text/plain, as one that is missing (§5.2).</summary>
/// <param name="MediaType">Type and subtype in lower case.</param>
/// <param name="Boundary">boundary (RFC 2046 §5.1.1), as written; null where there is none that may be one.</param>
internal sealed record ContentType(string MediaType, string? Boundary)
{
    /// <summary>That of a part that does not name its own (RFC 2045 §5.2).</summary>
    public static readonly ContentType Text = new("text/plain", null);

    /// <summary>The same in a digest (RFC 2046 §5.1.5).</summary>
    public static readonly ContentType Message = new("message/rfc822", null);

    /// <summary>Whether it holds parts.</summary>
    public bool IsMultipart => Boundary is not null && MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    public static ContentType Of(ReadOnlySpan<byte> value)
    {
        string text = FieldText.WithoutComments(FieldText.Unfold(value));
        int end = EndOfParameter(text, 0);
        string mediaType = text[..end].Trim(' ', '\t').ToLowerInvariant();
        if (!mediaType.Contains('/', StringComparison.Ordinal))
            return Text;
        string? boundary = null;
        while (end < text.Length && boundary is null)
        {
            int start = end + 1;
            end = EndOfParameter(text, start);
            boundary = BoundaryOf(text[start..end]);
        }

        return new ContentType(mediaType, boundary);
    }

    // A semicolon in quotation marks is part of a value.
    private static int EndOfParameter(string text, int start)
    {
        bool quoted = false;
        for (int at = start; at < text.Length; at++)
        {
            if (text[at] == '\\' && quoted)
                at++;
            else if (text[at] == '"')
                quoted = !quoted;
            else if (text[at] == ';' && !quoted)
                return at;
        }

        return text.Length;
    }

    private static string? BoundaryOf(string parameter)
    {
        int equals = parameter.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || !parameter.AsSpan(0, equals).Trim(" \t").Equals("boundary", StringComparison.OrdinalIgnoreCase))
            return null;
        string value = Unquote(parameter[(equals + 1)..].Trim(' ', '\t'));
        // RFC 2046 §5.1.1: it does not end in white space, and its characters are ASCII
        return value.Length is 0 or > FailureReportLimits.MaxBoundaryLength || value[^1] == ' ' || !Ascii.IsValid(value) ? null : value;
    }

    private static string Unquote(string value)
    {
        if (!value.StartsWith('"'))
            return value;
        var result = new StringBuilder(value.Length);
        for (int at = 1; at < value.Length && value[at] != '"'; at++)
        {
            if (value[at] == '\\' && at + 1 < value.Length)
                at++;
            result.Append(value[at]);
        }

        return result.ToString();
    }
}
