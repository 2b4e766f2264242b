using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tes.Mail.AuthenticationResults;

/// <summary>Writes the grammar of RFC 8601 §2.2. Whatever a text has in it, it stays within its quotation marks or parentheses.</summary>
internal static class AuthenticationResultsWriter
{
    private const string Fold = "\r\n\t";

    // RFC 2045 §5.1: token, printable ASCII without tspecials
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static bool IsToken(char character) => TokenCharacters.Contains(character) || character > '\x9f';

    public static string Write(AuthenticationResultsField field)
    {
        var text = new StringBuilder(Value(field.AuthenticationServiceId));
        if (field.Version != AuthenticationResultsField.CurrentVersion)
            text.Append(CultureInfo.InvariantCulture, $" {field.Version}");
        foreach (MethodResult result in field.Results)
            Write(text, result);
        if (field.Results.Count == 0)
            text.Append("; none");
        return text.ToString();
    }

    private static void Write(StringBuilder text, MethodResult result)
    {
        text.Append(';').Append(Fold).Append(Keyword(result.Method));
        if (result.MethodVersion != 1)
            text.Append(CultureInfo.InvariantCulture, $"/{result.MethodVersion}");
        text.Append('=').Append(Keyword(result.Result));
        foreach (string comment in result.Comments)
            text.Append(" (").Append(Escape(comment, "()\\")).Append(')');
        if (result.Reason is { } reason)
            text.Append(Fold).Append("reason=").Append(Value(reason));
        foreach (MethodProperty property in result.Properties)
            text.Append(Fold).Append(Keyword(property.Type)).Append('.').Append(Keyword(property.Property)).Append('=').Append(PropertyValue(property.Value));
    }

    /// <exception cref="ArgumentException">The text is no keyword: the caller's mistake, as keywords are never a peer's.</exception>
    private static string Keyword(string keyword) =>
        keyword.Length > 0 && keyword.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? keyword
            : throw new ArgumentException("Not a keyword of an Authentication-Results field.", nameof(keyword));

    private static string Value(string value) => value.Length > 0 && value.All(IsToken) ? value : $"\"{Escape(value, "\"\\")}\"";

    // An address or a domain needs no quotation marks (RFC 8601 §2.2, pvalue).
    private static string PropertyValue(string value)
    {
        int at = value.LastIndexOf('@');
        bool isAddress = at >= 0 && value.AsSpan(at + 1) is { IsEmpty: false } domain && AreTokens(domain) && AreTokens(value.AsSpan(0, at));
        return isAddress ? value : Value(value);
    }

    private static bool AreTokens(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (!IsToken(character))
                return false;
        }

        return true;
    }

    // RFC 5322 §3.2.1: quoted-pair; control characters, which could end the field, become question marks
    private static string Escape(string text, string special)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char character in text)
        {
            if (char.IsControl(character))
            {
                escaped.Append('?');
                continue;
            }

            if (special.Contains(character, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
