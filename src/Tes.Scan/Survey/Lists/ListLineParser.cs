using System.Text;
using Tes.Scan.Domains;

namespace Tes.Scan.Survey.Lists;

/// <summary>
/// Finds the domain in each line of a list. What kind of list it is shows in its first lines; columns and origin hold from there
/// on.
/// </summary>
internal sealed class ListLineParser
{
    // In order of preference.
    private static readonly string[] HeadingsOfDomains = ["domain", "root domain", "hostname", "host", "name"];

    private Kind _kind = Kind.Unknown;
    private int _column = -1;
    private char _separator = ',';
    private string? _origin;
    private string _apex = "";
    private string? _owner;

    private enum Kind
    {
        Unknown,
        Plain,
        Columns,
        ZoneFile,
    }

    /// <summary>Whether a domain usually stands in many lines of such a list, so that finding it again means nothing.</summary>
    public bool RepeatsItself => _kind == Kind.ZoneFile;

    /// <summary>What stands where the domain should; null for a line that is not meant to have one.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="problem">Why it cannot be made out which domain is meant; null where it can.</param>
    public string? Parse(string line, out string? problem)
    {
        problem = null;
        if (_kind == Kind.Unknown && IsZoneFile(line))
            _kind = Kind.ZoneFile;
        if (_kind == Kind.ZoneFile)
            return OwnerOfDelegation(line, out problem);
        // A tab at the start is an empty cell.
        string text = line.Trim(' ', '\r');
        if (string.IsNullOrWhiteSpace(text) || text[0] == '#' || (_kind == Kind.Unknown && text.TrimStart()[0] == ';'))
            return null;
        if (_kind != Kind.Unknown)
            return _kind == Kind.Columns ? Cell(text) : Name(text);
        _separator = text.Contains('\t', StringComparison.Ordinal) ? '\t' : text.Contains(';', StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal) ? ';' : ',';
        if (WithoutComment(text).Contains(_separator, StringComparison.Ordinal))
        {
            _kind = Kind.Columns;
            return Cell(text);
        }

        _kind = Kind.Plain;
        return Name(text) is { } name && !HeadingsOfDomains.Contains(name, StringComparer.OrdinalIgnoreCase) ? name : null;
    }

    private static string? Name(string text)
    {
        string name = WithoutComment(text).Trim().Trim('"');
        return name.Length == 0 ? null : name;
    }

    private static string WithoutComment(string line)
    {
        int comment = line.IndexOf('#', StringComparison.Ordinal);
        return comment < 0 ? line : line[..comment];
    }

    private string? Cell(string text)
    {
        List<string> cells = Split(text);
        if (_column < 0)
        {
            _column = HeadingsOfDomains.Select(heading => cells.FindIndex(cell => string.Equals(cell, heading, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(column => column >= 0, -1);
            if (_column >= 0)
                return null;
            // Without headings: the first cell that is a domain of more than one label.
            _column = cells.FindIndex(cell => cell.Contains('.', StringComparison.Ordinal) && MailDomain.TryParse(cell, out _, out _));
            if (_column < 0)
                return text;
        }

        return _column < cells.Count ? cells[_column] : text;
    }

    // RFC 4180 §2: cells may stand in double quotes, and a double quote in them is doubled.
    private List<string> Split(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == _separator && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(character);
            }
        }

        cells.Add(cell.ToString().Trim());
        return cells;
    }

    // RFC 1035 §5.1: a directive, or an owner with class and type.
    private static bool IsZoneFile(string line) =>
        line.StartsWith("$ORIGIN", StringComparison.OrdinalIgnoreCase) || line.StartsWith("$TTL", StringComparison.OrdinalIgnoreCase)
        || TypeOf(Words(line), 1, leastBefore: 1) is "SOA" or "NS" or "DS" or "NSEC" or "NSEC3" or "RRSIG" or "DNSKEY" or "A" or "AAAA" or "MX" or "TXT";

    // Delegations are what a zone file of a registry lists; those of the zone itself are none.
    private string? OwnerOfDelegation(string line, out string? problem)
    {
        problem = null;
        string[] words = Words(line);
        if (words.Length == 0)
            return null;
        if (words[0].StartsWith('$'))
        {
            if (string.Equals(words[0], "$ORIGIN", StringComparison.OrdinalIgnoreCase) && words.Length > 1)
                _origin = Absolute(words[1]) ?? words[1];
            return null;
        }

        // RFC 1035 §5.1: a line that begins with white space belongs to the last owner; or it goes on with what is in parentheses.
        bool continues = char.IsWhiteSpace(line[0]);
        string? type = TypeOf(words, continues ? 0 : 1, leastBefore: 0);
        if (!continues)
            _owner = words[0];
        if (_owner is null || type is not ("SOA" or "NS"))
            return null;
        if (Absolute(_owner) is not { } owner)
        {
            problem = "is relative to an origin that the file does not give ($ORIGIN)";
            return type == "NS" ? _owner : null;
        }

        if (type == "SOA")
            _apex = owner;
        return type == "NS" && owner.Length > 0 && !string.Equals(owner, _apex, StringComparison.OrdinalIgnoreCase) ? owner : null;
    }

    // Without the final dot; null where the origin is not known.
    private string? Absolute(string owner) => owner switch
    {
        "@" => _origin,
        _ when owner.EndsWith('.') => owner[..^1],
        _ when _origin is null => null,
        _ => _origin.Length == 0 ? owner : $"{owner}.{_origin}",
    };

    private static string[] Words(string line) =>
        line.Split(';')[0].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);

    // [ttl] [class] type rdata, where TTL and class may change places. A list of names is only taken for a zone file where one of
    // the two is there.
    private static string? TypeOf(string[] words, int start, int leastBefore)
    {
        int at = start;
        while (at < words.Length && at < start + 2 && (IsTtl(words[at]) || string.Equals(words[at], "IN", StringComparison.OrdinalIgnoreCase)))
            at++;
        return at - start >= leastBefore && at + 1 < words.Length ? words[at].ToUpperInvariant() : null;
    }

    // Digits, or BIND's 1h30m.
    private static bool IsTtl(string word) =>
        char.IsAsciiDigit(word[0]) && word.All(character => char.IsAsciiDigit(character) || char.ToLowerInvariant(character) is 's' or 'm' or 'h' or 'd' or 'w');
}
