using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Scan.Reports;

/// <summary>A TXT record of the form <c>v=VERSION; tag=value; …</c>, as DMARC, MTA-STS and TLSRPT have it.</summary>
public sealed class PolicyRecord
{
    private PolicyRecord(Answer answer, PolicyPresence presence, string? text)
    {
        Answer = answer;
        Presence = presence;
        Text = text;
    }

    /// <summary>The look-up.</summary>
    public Answer Answer { get; }

    /// <summary>Whether it is there.</summary>
    public PolicyPresence Presence { get; }

    /// <summary>The record, each octet one character; not null exactly when it is <see cref="PolicyPresence.Published"/>.</summary>
    public string? Text { get; }

    /// <summary>Picks the record of one version out of the TXT records; others are not about the policy.</summary>
    /// <param name="answer">The answer for TXT.</param>
    /// <param name="version">The value of <c>v</c>, such as "STSv1"; it is told apart by case.</param>
    public static PolicyRecord Read(Answer answer, string version)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(version);
        return answer.Match(
            found => Select(found, version),
            absent => new PolicyRecord(absent, PolicyPresence.Absent, null),
            bogus => new PolicyRecord(bogus, PolicyPresence.Unknown, null),
            failed => new PolicyRecord(failed, PolicyPresence.Unknown, null));
    }

    /// <summary>The value of a tag, the first where it stands twice; null where it does not stand. Names are told apart by case.</summary>
    public string? Find(string tag)
    {
        foreach (string part in (Text ?? "").Split(';'))
        {
            if (Split(part) is (var name, var value) && string.Equals(name, tag, StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    private static PolicyRecord Select(Answer.Found found, string version)
    {
        // RFC 8461 §3.1, RFC 8460 §3, RFC 7489 §6.1: the strings are joined, and the version is the first tag.
        List<string> texts = [.. found.RRset.RRset.Read<TxtRdata>().Select(record => record.JoinedText()).Where(text => HasVersion(text, version))];
        return texts switch
        {
            [] => new PolicyRecord(found, PolicyPresence.Absent, null),
            [var text] => new PolicyRecord(found, PolicyPresence.Published, text),
            _ => new PolicyRecord(found, PolicyPresence.Multiple, null),
        };
    }

    private static bool HasVersion(string text, string version) => Split(text.Split(';', 2)[0]) is ("v", var value) && string.Equals(value, version, StringComparison.Ordinal);

    private static (string Name, string Value)? Split(string part) =>
        part.Split('=', 2) is [var name, var value] ? (name.Trim(' ', '\t'), value.Trim(' ', '\t')) : null;
}
