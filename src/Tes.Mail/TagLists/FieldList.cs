using System.Diagnostics.CodeAnalysis;
using Tes.Dns;

namespace Tes.Mail.TagLists;

/// <summary>The fields of the TXT records of MTA-STS (RFC 8461 §3.1) and TLSRPT (RFC 8460 §3), which have one grammar.</summary>
internal sealed class FieldList
{
    private readonly List<RecordTag> _tags = [];

    private FieldList()
    {
    }

    public IReadOnlyList<RecordTag> Tags => _tags;

    /// <summary>Whether a record begins with a version, and a semicolon or nothing after it; %s in both grammars: the case counts.</summary>
    public static bool HasVersion(string text, string version)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(version, StringComparison.Ordinal) && text.AsSpan(version.Length).TrimStart(" \t") is [] or [';', ..];
    }

    public static bool TryRead(string text, Func<string, bool> hasVersion, string noVersion, [NotNullWhen(true)] out FieldList? fields, out ParseFailure failure)
    {
        fields = null;
        failure = default;
        if (!hasVersion(text))
        {
            failure = new ParseFailure(0, noVersion);
            return false;
        }

        var read = new FieldList();
        foreach (Range part in TagListText.Parts(text))
        {
            if (TagListText.Read(text, part, TagListText.IsExtensionName, out failure) is not { } tag)
                return false;
            // Both grammars have the equals sign without white space; only an URI's value has any within (RFC 8460 §3).
            int start = tag.Offset + tag.Name.Length;
            if (text[start] != '=' || tag.ValueOffset != start + 1)
            {
                failure = new ParseFailure(start, "white space around an equals sign");
                return false;
            }

            read._tags.Add(tag);
        }

        fields = read;
        return true;
    }

    /// <summary>The first field of that name; names are in lower case (%s in both grammars). Null where there is none.</summary>
    public RecordTag? Find(string name) => _tags.Find(tag => tag.Name == name);

    /// <summary>What is ignored: fields that stand twice (RFC 8461 §3.2), and unknown ones.</summary>
    public IReadOnlyList<RecordRemark> Remarks(params string[] known)
    {
        var remarks = new List<RecordRemark>();
        foreach (RecordTag tag in _tags)
        {
            if (!known.Contains(tag.Name))
                remarks.Add(new RecordRemark(tag.Offset, "an unknown field, which is ignored"));
            else if (Find(tag.Name) != tag)
                remarks.Add(new RecordRemark(tag.Offset, "a field that stands twice; the first counts"));
        }

        return remarks;
    }

    /// <summary>The first field whose value has characters that an extension's may not have; null where none has.</summary>
    public RecordTag? FindBadExtension(params string[] known) =>
        // ext-value: %x21-3A / %x3C / %x3E-7E
        _tags.Find(tag => !known.Contains(tag.Name) && tag.Value.AsSpan().IndexOfAny(' ', '=') >= 0);
}
