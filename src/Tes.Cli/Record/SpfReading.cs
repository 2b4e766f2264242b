using Tes.Dns;
using Tes.Mail.Spf;
using Tes.Mail.TagLists;

namespace Tes.Cli.Record;

/// <summary>An SPF record for its owner (RFC 7208 §5 and §6).</summary>
internal static class SpfReading
{
    public static RecordReading Read(string text)
    {
        if (!SpfRecord.TryParse(text, out SpfRecord? record, out ParseFailure failure))
        {
            return RecordReading.Unreadable(failure, SpfRecord.HasVersion(text)
                ? "receivers get a permanent error from it"
                : "receivers ignore it: it is no SPF record");
        }

        return new RecordReading([], "receivers use it as published", [.. Terms(record)], [.. Remarks(record)]);
    }

    private static IEnumerable<RecordTagReading> Terms(SpfRecord record)
    {
        var directives = new Queue<SpfDirective>(record.Directives);
        for (int next = 0; next < record.Text.Length;)
        {
            int end = record.Text.IndexOf(' ', next);
            end = end < 0 ? record.Text.Length : end;
            if (end > next)
                yield return Term(record, record.Text[next..end], next, directives);
            next = end + 1;
        }
    }

    private static RecordTagReading Term(SpfRecord record, string term, int offset, Queue<SpfDirective> directives)
    {
        // A modifier has its equals sign before anything that a mechanism's value begins with (RFC 7208 §4.6.1).
        int sign = term.AsSpan().IndexOfAny('=', ':', '/');
        bool isModifier = sign >= 0 && term[sign] == '=';
        string name = sign < 0 ? term : term[..sign];
        string value = sign < 0 ? string.Empty : term[(isModifier || term[sign] == ':' ? sign + 1 : sign)..];
        string meaning = offset == 0 ? "an SPF record"
            : !isModifier ? MeaningOf(directives.Dequeue())
            : name.ToLowerInvariant() switch
            {
                "redirect" => record.AllQualifier is null ? $"where nothing matches, the record of {record.Redirect} decides" : "ignored beside all",
                "exp" => $"the explanation of a fail is at {record.Explanation}",
                _ => "an unknown modifier, which is ignored",
            };
        return new RecordTagReading(new RecordTag(name, value, offset, offset + term.Length - value.Length), meaning);
    }

    private static string MeaningOf(SpfDirective directive)
    {
        string result = directive.Qualifier switch
        {
            SpfQualifier.Pass => "pass",
            SpfQualifier.Fail => "fail",
            SpfQualifier.SoftFail => "softfail",
            _ => "neutral",
        };
        return directive.Mechanism.Match(
            all => "everybody else: ",
            include => $"whom {include.Domain} lets pass: ",
            a => $"addresses of {Domain(a.Domain)}: ",
            mx => $"addresses of the mail hosts of {Domain(mx.Domain)}: ",
            ptr => $"clients whose name is below {Domain(ptr.Domain)}: ",
            ip4 => $"addresses {ip4.Network}/{ip4.PrefixLength}: ",
            ip6 => $"addresses {ip6.Network}/{ip6.PrefixLength}: ",
            exists => $"those for whom {exists.Domain} exists: ") + result;
    }

    private static string Domain(DomainSpec? domain) => domain?.ToString() ?? "the domain itself";

    private static IEnumerable<RecordRemark> Remarks(SpfRecord record)
    {
        if (record.ExceedsLookupLimit)
            yield return new RecordRemark(0, $"more than {SpfLimits.MaxLookupTerms} terms that ask the DNS: some senders get a permanent error (RFC 7208 section 4.6.4)");
        if (record.AllQualifier == SpfQualifier.Pass)
            yield return new RecordRemark(0, "everybody may send for this domain");
        if (record.AllQualifier is null && record.Redirect is null)
            yield return new RecordRemark(record.Text.Length, "nothing is said of everybody else: the result for them is neutral");
        if (record.Directives.Any(directive => directive.Mechanism is SpfMechanism.Ptr))
            yield return new RecordRemark(0, "ptr is not to be used (RFC 7208 section 5.5)");
        int all = record.Directives.ToList().FindIndex(directive => directive.Mechanism is SpfMechanism.All);
        if (all >= 0 && all < record.Directives.Count - 1)
            yield return new RecordRemark(0, "what follows all never counts");
    }
}
