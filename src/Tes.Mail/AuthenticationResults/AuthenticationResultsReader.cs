using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tes.Dns;

namespace Tes.Mail.AuthenticationResults;

/// <summary>
/// Reads the grammar of RFC 8601 §2.2. More than it allows: a property's value without quotation marks may have any printable
/// character, as those of header.b in the field have.
/// </summary>
internal sealed class AuthenticationResultsReader(string text)
{
    private readonly List<string> _comments = [];
    private int _next;
    private int _entries;
    private ParseFailure _failure;

    private bool AtEnd => _next == text.Length;

    public static bool TryRead(string value, [NotNullWhen(true)] out AuthenticationResultsField? field, out ParseFailure failure)
    {
        ArgumentNullException.ThrowIfNull(value);
        var reader = new AuthenticationResultsReader(value);
        field = value.Length > AuthenticationResultsField.MaxLength
            ? reader.Fail<AuthenticationResultsField>("the field is longer than 64 KiB")
            : reader.Read();
        failure = reader._failure;
        return field is not null;
    }

    /// <summary>Reads as far as the authserv-id; null where there is none.</summary>
    public static string? ReadServiceId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var reader = new AuthenticationResultsReader(value);
        return reader.SkipCfws() ? reader.ReadValue() : null;
    }

    /// <summary>Reads the instance in front of the results of a hop, as far as its semicolon (RFC 8617 §3.9 and §4.1.1).</summary>
    /// <param name="value">The value of an ARC-Authentication-Results field.</param>
    /// <param name="instance">One or two digits, whatever they say.</param>
    /// <param name="next">Where the results begin.</param>
    /// <param name="failure">Why there is none.</param>
    public static bool TryReadInstance(string value, out int instance, out int next, out ParseFailure failure)
    {
        var reader = new AuthenticationResultsReader(value);
        bool isRead = reader.ReadInstance(out instance);
        (next, failure) = (reader._next, reader._failure);
        return isRead;
    }

    // instance = [CFWS] %s"i" [CFWS] "=" [CFWS] position, and position = 1*2DIGIT
    private bool ReadInstance(out int instance)
    {
        instance = 0;
        if (!SkipCfws() || !TryTake('i', "there is no instance (i=) in front") || !SkipCfws() || !TryTake('=', "there is no equals sign behind i") || !SkipCfws())
            return false;
        int start = _next;
        while (!AtEnd && char.IsAsciiDigit(text[_next]) && _next - start < 2)
            instance = (instance * 10) + (text[_next++] - '0');
        return (_next > start || Fail<string>("an instance that is no number") is not null) && SkipCfws() && TryTake(';', "there is no semicolon behind the instance");
    }

    private AuthenticationResultsField? Read()
    {
        if (!SkipCfws() || ReadValue() is not { } serviceId || !SkipCfws())
            return null;
        int version = AuthenticationResultsField.CurrentVersion;
        if (!AtEnd && text[_next] != ';' && (!TryReadNumber(out version) || !SkipCfws()))
            return null;
        var results = new List<MethodResult>();
        bool isNone = false;
        while (!AtEnd)
        {
            _comments.Clear();
            if (!TryTake(';', "there is no semicolon before a result") || !SkipCfws())
                return null;
            // One that ends the field is no part of the grammar, and in use.
            if (AtEnd && (isNone || results.Count > 0))
                break;
            if (isNone)
                return Fail<AuthenticationResultsField>("something follows none");
            if (ReadKeyword("a method") is not { } method || !SkipCfws())
                return null;
            if (results.Count == 0 && method == "none" && (AtEnd || text[_next] == ';'))
                isNone = true;
            else if (ReadResult(method) is { } result)
                results.Add(result);
            else
                return null;
            if (++_entries > AuthenticationResultsField.MaxEntries)
                return FailTooMany<AuthenticationResultsField>();
        }

        return isNone || results.Count > 0
            ? new AuthenticationResultsField { AuthenticationServiceId = serviceId, Version = version, Results = results }
            : Fail<AuthenticationResultsField>("there is neither a result nor none");
    }

    private MethodResult? ReadResult(string method)
    {
        int version = 1;
        if (!AtEnd && text[_next] == '/')
        {
            _next++;
            if (!SkipCfws() || !TryReadNumber(out version) || !SkipCfws())
                return null;
        }

        if (!TryTake('=', "there is no equals sign behind a method") || !SkipCfws() || ReadKeyword("a result") is not { } result || !SkipCfws())
            return null;
        string? reason = null;
        var properties = new List<MethodProperty>();
        while (!AtEnd && text[_next] != ';')
        {
            if (ReadKeyword("a property") is not { } type || !SkipCfws())
                return null;
            if (type == "reason" && reason is null && properties.Count == 0 && !AtEnd && text[_next] == '=')
            {
                _next++;
                if (!SkipCfws() || (reason = ReadValue()) is null || !SkipCfws())
                    return null;
                continue;
            }

            if (ReadProperty(type) is not { } property)
                return null;
            properties.Add(property);
            if (++_entries > AuthenticationResultsField.MaxEntries)
                return FailTooMany<MethodResult>();
        }

        return new MethodResult(method, result) { MethodVersion = version, Reason = reason, Properties = properties, Comments = [.. _comments] };
    }

    private MethodProperty? ReadProperty(string type) =>
        TryTake('.', "there is no dot in a property") && SkipCfws() && ReadKeyword("a property") is { } property && SkipCfws()
        && TryTake('=', "there is no equals sign behind a property") && SkipCfws() && ReadPropertyValue() is { } value && SkipCfws()
            ? new MethodProperty(type, property, value)
            : null;

    // RFC 8601 §2.2, value: token (RFC 2045 §5.1) or quoted-string
    private string? ReadValue()
    {
        if (!AtEnd && text[_next] == '"')
            return ReadQuoted();
        int start = _next;
        _next += AuthenticationResultsWriter.TokenLength(text.AsSpan(_next));
        return _next > start ? text[start.._next] : Fail<string>("a value is missing");
    }

    // RFC 8601 §2.2, pvalue: as before, or an address, whose local part may be quoted; the quotation marks of that are part of it
    private string? ReadPropertyValue()
    {
        int start = _next;
        if (!AtEnd && text[_next] == '"')
        {
            if (ReadQuoted() is not { } quoted)
                return null;
            if (AtEnd || text[_next] != '@')
                return quoted;
        }

        while (!AtEnd && text[_next] is > ' ' and not (';' or '(' or ')' or '"' or '\x7f'))
            _next++;
        return _next > start ? text[start.._next] : Fail<string>("the value of a property is missing");
    }

    private string? ReadQuoted()
    {
        int start = _next++;
        var value = new StringBuilder();
        while (!AtEnd)
        {
            char character = text[_next++];
            if (character == '"')
                return value.ToString();
            if (character == '\\' && !AtEnd)
                character = text[_next++];
            // A fold within counts as the white space behind its line end (RFC 5322 §3.2.4).
            if (character is not ('\r' or '\n'))
                value.Append(character);
        }

        _next = start;
        return Fail<string>("a quotation mark is not closed");
    }

    // RFC 5321 §4.1.2, Ldh-str, as RFC 8601 §2.2 has it for method, result, ptype and property
    private string? ReadKeyword(string what)
    {
        int start = _next;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(text[_next]) || text[_next] is '-' or '_'))
            _next++;
        if (_next - start > AuthenticationResultsField.MaxKeywordLength)
            return Fail<string>($"{what} is longer than the limit");
        return _next > start ? text[start.._next].ToLowerInvariant() : Fail<string>($"{what} is missing");
    }

    private bool TryReadNumber(out int number)
    {
        int start = _next;
        while (!AtEnd && char.IsAsciiDigit(text[_next]))
            _next++;
        if (int.TryParse(text.AsSpan(start, _next - start), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return true;
        _next = start;
        return Fail<string>("a version that is no number") is not null;
    }

    private bool TryTake(char character, string problem)
    {
        if (AtEnd || text[_next] != character)
            return Fail<string>(problem) is not null;
        _next++;
        return true;
    }

    // RFC 5322 §3.2.2: white space, folds, and comments, which nest
    private bool SkipCfws()
    {
        while (!AtEnd)
        {
            if (text[_next] is ' ' or '\t' or '\r' or '\n')
                _next++;
            else if (text[_next] != '(')
                return true;
            else if (!TryReadComment())
                return false;
        }

        return true;
    }

    private bool TryReadComment()
    {
        int start = _next++;
        var comment = new StringBuilder();
        for (int depth = 1; !AtEnd;)
        {
            char character = text[_next++];
            if (character == '\\' && !AtEnd)
            {
                comment.Append(text[_next++]);
                continue;
            }

            depth += character switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                // The result that they stand at is refused; the authserv-id is read whatever stands at it.
                if (++_entries <= AuthenticationResultsField.MaxEntries)
                    _comments.Add(comment.ToString());
                return true;
            }

            if (character is not ('\r' or '\n'))
                comment.Append(character);
        }

        _next = start;
        return Fail<string>("a comment is not closed") is not null;
    }

    private T? FailTooMany<T>()
        where T : class => Fail<T>($"there are more than {AuthenticationResultsField.MaxEntries} results, properties and comments");

    private T? Fail<T>(string reason)
        where T : class
    {
        _failure = new ParseFailure(Math.Min(_next, text.Length), reason);
        return null;
    }
}
