using System.Text;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>Values of structured fields as text.</summary>
internal static class FieldText
{
    /// <summary>The value in one line, without white space at its ends (RFC 5322 §2.2.3); what is not UTF-8 is replaced.</summary>
    public static string Unfold(ReadOnlySpan<byte> value) =>
        Encoding.UTF8.GetString(value).Replace("\r\n", string.Empty, StringComparison.Ordinal).Trim(' ', '\t');

    /// <summary>The same without comments (RFC 5322 §3.2.2) in one pass; one that is not closed reaches to the end.</summary>
    public static string WithoutComments(string text)
    {
        if (!text.Contains('(', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        int depth = 0;
        bool quoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char character = text[at];
            if (character == '\\' && (quoted || depth > 0) && at + 1 < text.Length)
            {
                at++;
                if (quoted)
                    result.Append(character).Append(text[at]);
                continue;
            }

            if (character == '"' && depth == 0)
                quoted = !quoted;
            if (!quoted && character == '(')
                depth++;
            else if (!quoted && character == ')' && depth > 0)
                depth--;
            else if (depth == 0)
                result.Append(character);
        }

        return result.ToString().Trim(' ', '\t');
    }
}
