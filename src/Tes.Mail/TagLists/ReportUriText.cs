using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Tes.Dns;

namespace Tes.Mail.TagLists;

/// <summary>Reads the comma-separated lists of URIs in <c>rua</c> and <c>ruf</c>.</summary>
internal static class ReportUriText
{
    // RFC 3986 §2, without the comma, the semicolon and the exclamation mark, which are to be percent-encoded here (RFC 8460 §3, RFC 9989 §4.8)
    private static readonly SearchValues<char> UriCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@$&'()*+=%");

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>Reads a list.</summary>
    /// <param name="tag">The tag that has it as its value.</param>
    /// <param name="size">Whether an obsolete size may follow a URI.</param>
    /// <param name="faults">Takes what is wrong with each URI that is left out.</param>
    /// <returns>The URIs that are valid, in the order of the list.</returns>
    public static List<ReportUri> Read(RecordTag tag, ReportUriSize size, List<ParseFailure> faults)
    {
        var uris = new List<ReportUri>();
        int start = 0;
        while (start <= tag.Value.Length)
        {
            int end = tag.Value.IndexOf(',', start);
            end = end < 0 ? tag.Value.Length : end;
            string raw = tag.Value[start..end];
            string text = raw.Trim(' ', '\t');
            int offset = tag.ValueOffset + start + (raw.Length - raw.TrimStart(' ', '\t').Length);
            if (TryParse(text, offset, size, out ReportUri? uri, out ParseFailure failure))
                uris.Add(uri);
            else
                faults.Add(failure);
            start = end + 1;
        }

        return uris;
    }

    private static bool TryParse(string text, int offset, ReportUriSize size, [NotNullWhen(true)] out ReportUri? uri, out ParseFailure failure)
    {
        uri = null;
        failure = default;
        string? obsoleteSize = null;
        int mark = size == ReportUriSize.Tolerated ? text.LastIndexOf('!') : -1;
        if (mark >= 0 && IsSize(text.AsSpan(mark + 1)))
        {
            obsoleteSize = text[(mark + 1)..];
            text = text[..mark];
        }

        if (text.Length == 0)
            return Fail(offset, "an empty URI", out failure);
        int strange = text.AsSpan().IndexOfAnyExcept(UriCharacters);
        if (strange >= 0)
            return Fail(offset + strange, "a character that must be percent-encoded in a URI", out failure);
        int percent = FirstBadEscape(text);
        if (percent >= 0)
            return Fail(offset + percent, "a percent sign without two hexadecimal digits", out failure);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        // RFC 3986 §3.1: scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
        if (colon <= 0 || !char.IsAsciiLetter(text[0]) || text.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) >= 0)
            return Fail(offset, "a URI without a scheme such as mailto:", out failure);
        string scheme = text[..colon].ToLowerInvariant();
        string rest = text[(colon + 1)..];
        DomainName? host = null;
        if (scheme == "mailto" && !TryReadMailDomain(rest, out host))
            return Fail(offset + colon + 1, "a mailto: URI without a mail address", out failure);
        if (scheme is "http" or "https" && !TryReadAuthority(rest, out host))
            return Fail(offset + colon + 1, "a URI without a host", out failure);
        uri = new ReportUri(text, scheme, host, obsoleteSize, offset);
        return true;
    }

    // RFC 6068 §2: mailto: addr-spec [ "?" … ]. More than one address would need a comma, which stands percent-encoded.
    private static bool TryReadMailDomain(string rest, [NotNullWhen(true)] out DomainName? domain)
    {
        domain = null;
        int query = rest.IndexOf('?', StringComparison.Ordinal);
        string address = Uri.UnescapeDataString(query < 0 ? rest : rest[..query]);
        int at = address.LastIndexOf('@');
        return at > 0 && !address.Contains(',', StringComparison.Ordinal) && DomainName.TryParse(address.AsSpan(at + 1), out domain, out _) && !domain.IsRoot;
    }

    // RFC 3986 §3.2: "//" [ userinfo "@" ] host [ ":" port ]; an IP literal has no name
    private static bool TryReadAuthority(string rest, out DomainName? host)
    {
        host = null;
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return false;
        int end = rest.AsSpan(2).IndexOfAny('/', '?', '#');
        string authority = end < 0 ? rest[2..] : rest.Substring(2, end);
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        if (authority.StartsWith('['))
            return authority.Contains(']', StringComparison.Ordinal);
        int port = authority.IndexOf(':', StringComparison.Ordinal);
        return DomainName.TryParse(port < 0 ? authority : authority[..port], out host, out _) && !host.IsRoot;
    }

    private static int FirstBadEscape(string text)
    {
        for (int at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                return at;
        }

        return -1;
    }

    // RFC 9989 §4.8, obs-dmarc-report-size
    private static bool IsSize(ReadOnlySpan<char> text)
    {
        if (text.Length > 1 && text[^1] is 'k' or 'm' or 'g' or 't' or 'K' or 'M' or 'G' or 'T')
            text = text[..^1];
        return !text.IsEmpty && text.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }
}
