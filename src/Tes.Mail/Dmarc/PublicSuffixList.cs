using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tes.Dns;

namespace Tes.Mail.Dmarc;

/// <summary>
/// A list of public suffixes in the format of publicsuffix.org, as RFC 7489 §3.2 finds Organizational Domains with. DMARC no longer
/// uses one (RFC 9989 §4.10); receivers that are not there yet do. All of its sections count.
/// </summary>
public sealed class PublicSuffixList
{
    /// <summary>Most rules of a list. Own limit: the public one has about 10,000.</summary>
    public const int MaxRules = 200_000;

    // A rule in another script stands for its A-labels. Rules are in lower case and composed already, so this needs no tables.
    private static readonly IdnMapping Mapping = new() { AllowUnassigned = true };

    private readonly HashSet<DomainName> _suffixes = [];
    private readonly HashSet<DomainName> _wildcardParents = [];
    private readonly HashSet<DomainName> _exceptions = [];

    private PublicSuffixList()
    {
    }

    /// <summary>How many rules there are, each counted once.</summary>
    public int RuleCount => _suffixes.Count + _wildcardParents.Count + _exceptions.Count;

    /// <summary>Reads a list.</summary>
    /// <param name="text">The file: a rule a line, up to the first white space; <c>//</c> begins a comment, <c>!</c> an exception.</param>
    /// <param name="list">The list.</param>
    /// <param name="problem">Why it is none, naming the line; printable ASCII, without the file's own text.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out PublicSuffixList? list, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = new PublicSuffixList();
        list = null;
        problem = null;
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> rule = line.TrimStart('\ufeff').Trim();
            int end = rule.IndexOfAny(' ', '\t');
            rule = end < 0 ? rule : rule[..end];
            if (rule.IsEmpty || rule.StartsWith("//"))
                continue;
            if (!read.TryAdd(rule))
                problem = string.Create(CultureInfo.InvariantCulture, $"line {number} is no rule of a public suffix list");
            else if (read.RuleCount > MaxRules)
                problem = string.Create(CultureInfo.InvariantCulture, $"there are more than {MaxRules} rules");
            if (problem is not null)
                return false;
        }

        problem = read.RuleCount == 0 ? "there is no rule in it" : null;
        list = problem is null ? read : null;
        return list is not null;
    }

    /// <summary>The public suffix of a name: itself, or what it is below; null for the root.</summary>
    public DomainName? PublicSuffixOf(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.IsRoot)
            return null;
        // An exception beats every other rule, and of the others the one with most labels.
        for (int labels = name.LabelCount; labels > 0; labels--)
        {
            DomainName candidate = name.Suffix(labels);
            if (_exceptions.Contains(candidate))
                return candidate.Parent;
        }

        for (int labels = name.LabelCount; labels > 0; labels--)
        {
            DomainName candidate = name.Suffix(labels);
            if (_suffixes.Contains(candidate) || _wildcardParents.Contains(candidate.Parent))
                return candidate;
        }

        // Without a rule the top-level domain is one.
        return name.Suffix(1);
    }

    /// <summary>The Organizational Domain by RFC 7489 §3.2: the public suffix with one label more; null for a public suffix itself.</summary>
    public DomainName? OrganizationalDomainOf(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return PublicSuffixOf(name) is { } suffix && suffix.LabelCount < name.LabelCount ? name.Suffix(suffix.LabelCount + 1) : null;
    }

    private bool TryAdd(ReadOnlySpan<char> rule)
    {
        HashSet<DomainName> set = _suffixes;
        if (rule[0] == '!')
        {
            set = _exceptions;
            rule = rule[1..];
        }
        else if (rule is "*")
        {
            return _wildcardParents.Add(DomainName.Root) || true;
        }
        else if (rule.StartsWith("*."))
        {
            set = _wildcardParents;
            rule = rule[2..];
        }

        rule = rule.TrimStart('.');
        if (rule.Contains('*') || rule.Contains('\\') || !TryToAscii(rule, out string? ascii) || !DomainName.TryParse(ascii, out DomainName? name, out _) || name.IsRoot)
            return false;
        // An exception has a label that a wildcard would match, and something below which that is.
        if (set == _exceptions && name.LabelCount < 2)
            return false;
        set.Add(name);
        return true;
    }

    private static bool TryToAscii(ReadOnlySpan<char> rule, [NotNullWhen(true)] out string? ascii)
    {
        ascii = rule.ToString();
        if (!rule.ContainsAnyExceptInRange('\0', '\x7f'))
            return true;
        try
        {
            ascii = Mapping.GetAscii(ascii);
            return true;
        }
        catch (ArgumentException)
        {
            // No label of the DNS: the caller names the line.
            ascii = null;
            return false;
        }
    }
}
