using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Mail.Dmarc;

/// <summary>Reads the text of a record (RFC 9989 §4.8 has the whole grammar).</summary>
internal sealed class DmarcRecordText
{
    private const string Version = "DMARC1";

    private readonly Dictionary<string, RecordTag> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RecordTag> _tags = [];
    private readonly List<ParseFailure> _faults = [];
    private readonly List<RecordRemark> _remarks = [];
    private bool _hasBadPolicy;

    public static bool HasVersion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Range first = TagListText.Parts(text).FirstOrDefault();
        // RFC 9989 §4.8: nothing stands before it; ABNF literals are case-insensitive (RFC 5234 §2.3) unless marked, as the value is
        return text.Length > 0 && first.Start.Value == 0 && TagListText.Read(text, first, IsName, out _) is { } tag
            && tag.Name.Equals("v", StringComparison.OrdinalIgnoreCase) && tag.Value == Version;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out DmarcRecord? record, out ParseFailure failure)
    {
        record = null;
        failure = default;
        if (!HasVersion(text))
        {
            failure = new ParseFailure(0, "the record does not begin with v=DMARC1");
            return false;
        }

        record = new DmarcRecordText().Read(text);
        return true;
    }

    // RFC 9989 §4.8: dmarc-tag = 1*ALPHA equals 1*dmarc-value
    private static bool IsName(string name) => name.Length > 0 && name.All(char.IsAsciiLetter);

    private DmarcRecord Read(string text)
    {
        foreach (Range part in TagListText.Parts(text))
        {
            if (TagListText.Read(text, part, IsName, out ParseFailure failure) is not { } tag)
                _faults.Add(failure);
            else
                Add(tag);
        }

        DmarcPolicy? policy = ReadPolicy("p");
        DmarcPolicy? subdomainPolicy = ReadPolicy("sp");
        DmarcPolicy? nonexistentPolicy = ReadPolicy("np");
        List<ReportUri> aggregate = ReadUris("rua");
        List<ReportUri> failures = ReadUris("ruf");
        RecordApplicability applicability = policy is not null && !_hasBadPolicy ? RecordApplicability.AsPublished
            : aggregate.Count > 0 ? RecordApplicability.AsPolicyNone
            : RecordApplicability.NoProcessing;
        var record = new DmarcRecord(text, _tags, _faults, _remarks)
        {
            Policy = policy,
            SubdomainPolicy = subdomainPolicy,
            NonexistentSubdomainPolicy = nonexistentPolicy,
            DkimAlignment = ReadOne("adkim", AlignmentMode.Relaxed, ("r", AlignmentMode.Relaxed), ("s", AlignmentMode.Strict)),
            SpfAlignment = ReadOne("aspf", AlignmentMode.Relaxed, ("r", AlignmentMode.Relaxed), ("s", AlignmentMode.Strict)),
            Psd = ReadOne("psd", PsdFlag.Unspecified, ("u", PsdFlag.Unspecified), ("n", PsdFlag.OrganizationalDomain), ("y", PsdFlag.PublicSuffixDomain)),
            TestMode = ReadOne("t", PolicyTestMode.Apply, ("n", PolicyTestMode.Apply), ("y", PolicyTestMode.Test)),
            FailureOptions = ReadFailureOptions(),
            AggregateReportUris = aggregate,
            FailureReportUris = failures,
            Applicability = applicability,
        };
        Remark(record);
        _faults.Sort((left, right) => left.Offset.CompareTo(right.Offset));
        _remarks.Sort((left, right) => left.Offset.CompareTo(right.Offset));
        return record;
    }

    private void Add(RecordTag tag)
    {
        // The version is the first tag, and known to be right.
        _tags.Add(tag);
        if (_known.TryAdd(tag.Name, tag))
            return;
        // RFC 6376 §3.2 forbids it; RFC 9989 §4.8: errors are ignored, so the first stands
        _faults.Add(new ParseFailure(tag.Offset, "a tag that stands twice"));
    }

    private DmarcPolicy? ReadPolicy(string name)
    {
        if (!_known.TryGetValue(name, out RecordTag? tag))
            return null;
        DmarcPolicy? policy = tag.Value.ToLowerInvariant() switch
        {
            "none" => DmarcPolicy.None,
            "quarantine" => DmarcPolicy.Quarantine,
            "reject" => DmarcPolicy.Reject,
            _ => null,
        };
        if (policy is not null)
            return policy;
        _hasBadPolicy = true;
        _faults.Add(new ParseFailure(tag.ValueOffset, "a policy that is not none, quarantine or reject"));
        return null;
    }

    private List<ReportUri> ReadUris(string name) =>
        _known.TryGetValue(name, out RecordTag? tag) ? ReportUriText.Read(tag, ReportUriSize.Tolerated, _faults) : [];

    private T ReadOne<T>(string name, T byDefault, params ReadOnlySpan<(string Word, T Value)> words)
    {
        if (!_known.TryGetValue(name, out RecordTag? tag))
            return byDefault;
        foreach ((string word, T value) in words)
        {
            if (tag.Value.Equals(word, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        _faults.Add(new ParseFailure(tag.ValueOffset, "a value that the tag cannot have"));
        return byDefault;
    }

    private FailureReportOptions ReadFailureOptions()
    {
        if (!_known.TryGetValue("fo", out RecordTag? tag))
            return FailureReportOptions.AllMechanismsFail;
        var options = FailureReportOptions.None;
        bool isValid = true;
        foreach (string word in tag.Value.Split(':'))
        {
            FailureReportOptions option = word.Trim(' ') switch
            {
                "0" => FailureReportOptions.AllMechanismsFail,
                "1" => FailureReportOptions.AnyMechanismFails,
                "d" or "D" => FailureReportOptions.DkimFails,
                "s" or "S" => FailureReportOptions.SpfFails,
                _ => FailureReportOptions.None,
            };
            isValid &= option != FailureReportOptions.None && !options.HasFlag(option);
            options |= option;
        }

        // RFC 9989 §4.7: 0 and 1 exclude each other
        if (isValid && !options.HasFlag(FailureReportOptions.AllMechanismsFail | FailureReportOptions.AnyMechanismFails))
            return options;
        _faults.Add(new ParseFailure(tag.ValueOffset, "no list of 0 or 1, d and s"));
        return FailureReportOptions.AllMechanismsFail;
    }

    private void Remark(DmarcRecord record)
    {
        foreach (RecordTag tag in _tags)
        {
            string? text = tag.Name.ToLowerInvariant() switch
            {
                // RFC 9989 §C: tags of RFC 7489 that are gone
                "pct" => "pct is no longer part of DMARC and is ignored; t=y stands in its place",
                "rf" => "rf is no longer part of DMARC and is ignored",
                "ri" => "ri is no longer part of DMARC and is ignored; reports cover a day",
                "fo" when record.FailureReportUris.Count == 0 => "fo is ignored without ruf",
                "t" when record.TestMode == PolicyTestMode.Test && record is { Policy: DmarcPolicy.None, SubdomainPolicy: null or DmarcPolicy.None, NonexistentSubdomainPolicy: null or DmarcPolicy.None } =>
                    "t=y has no effect on the policy none",
                "ruf" when record.Psd == PsdFlag.PublicSuffixDomain => "a Public Suffix Domain of many organizations must not ask for failure reports",
                "v" or "p" or "sp" or "np" or "adkim" or "aspf" or "psd" or "t" or "fo" or "rua" or "ruf" => null,
                _ => "an unknown tag, which is ignored",
            };
            if (text is not null)
                _remarks.Add(new RecordRemark(tag.Offset, text));
        }

        foreach (ReportUri uri in record.AggregateReportUris.Concat(record.FailureReportUris).Where(uri => uri.ObsoleteSize is not null))
            _remarks.Add(new RecordRemark(uri.Offset, "a largest size of reports is no longer part of DMARC and is ignored"));
        if (!_known.ContainsKey("p"))
        {
            _remarks.Add(new RecordRemark(0, record.Applicability == RecordApplicability.NoProcessing
                ? "there is neither p nor somebody to report to: receivers do nothing with this record"
                : "there is no p: receivers take it for p=none"));
        }
    }
}
