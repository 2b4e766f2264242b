namespace Tes.Smtp;

/// <summary>One complete reply of a server: a code and one or more lines of text (RFC 5321 §4.2).</summary>
/// <remarks>
/// The text is the peer's: each octet of it became the character of the same number (Latin-1), so control characters,
/// escape sequences and half UTF-8 are still in it. Escape it before a terminal, a log or a page sees it.
/// </remarks>
public sealed class SmtpReply
{
    /// <summary>Makes a reply.</summary>
    /// <param name="code">The code that all lines carry.</param>
    /// <param name="lines">The text of each line, without code, separator and line end; at least one.</param>
    /// <exception cref="ArgumentException">There is no line.</exception>
    public SmtpReply(ReplyCode code, IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 0) throw new ArgumentException("A reply has at least one line.", nameof(lines));
        Code = code;
        Lines = lines;
        // RFC 2034 §4: the class of the status code repeats the first digit of the reply code
        if (Tes.Smtp.EnhancedStatusCode.TryReadPrefix(lines[0], out var status) && status.Class == (int)code.Severity)
            EnhancedStatusCode = status;
    }

    /// <summary>The reply code.</summary>
    public ReplyCode Code { get; }

    /// <summary>The status code at the beginning of the first line; null when there is none or its class contradicts the reply code.</summary>
    public EnhancedStatusCode? EnhancedStatusCode { get; }

    /// <summary>The text of each line, raw: escape before display.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Only the code and the number of lines: the text is the peer's and must not slip into a log unescaped.</summary>
    public override string ToString() => $"{Code} ({Lines.Count} lines)";
}
