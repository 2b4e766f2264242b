using Tes.Dns;
using Tes.Mail.Dmarc;
using Tes.Mail.TagLists;

namespace Tes.Cli.Record;

/// <summary>A DMARC record for its owner (RFC 9989 §4.7).</summary>
internal static class DmarcReading
{
    public static RecordReading Read(string text)
    {
        if (!DmarcRecord.TryParse(text, out DmarcRecord? record, out ParseFailure failure))
            return RecordReading.Unreadable(failure, "receivers ignore it: it is no DMARC record");
        List<ParseFailure> errors = [.. record.Faults];
        // RFC 9989 §4.10.1: without a policy and without reports nothing comes of it, though the grammar has no objection
        if (errors.Count == 0 && record.Applicability == RecordApplicability.NoProcessing)
            errors.Add(new ParseFailure(text.Length, "there is neither p nor rua"));
        string effect = record.Applicability switch
        {
            RecordApplicability.AsPublished => "receivers use it as published",
            RecordApplicability.AsPolicyNone => "receivers treat it as p=none and send reports",
            _ => "receivers do no DMARC processing with it",
        };
        return new RecordReading(errors, effect, [.. record.Tags.Select(tag => new RecordTagReading(tag, MeaningOf(tag, record)))], record.Remarks);
    }

    private static string MeaningOf(RecordTag tag, DmarcRecord record) => tag.Name.ToLowerInvariant() switch
    {
        "v" => "a DMARC record",
        "p" => $"the domain: {Policy(record.Policy)}",
        "sp" => $"subdomains that exist: {Policy(record.SubdomainPolicy)}",
        "np" => $"subdomains that do not exist: {Policy(record.NonexistentSubdomainPolicy)}",
        "adkim" => $"DKIM: {Alignment(record.DkimAlignment)}",
        "aspf" => $"SPF: {Alignment(record.SpfAlignment)}",
        "psd" => record.Psd switch
        {
            PsdFlag.OrganizationalDomain => "this is an Organizational Domain",
            PsdFlag.PublicSuffixDomain => "this is a Public Suffix Domain: the domains below it belong to others",
            _ => "the tree walk tells whether this is an Organizational Domain",
        },
        "t" => record.TestMode == PolicyTestMode.Test ? "test mode: policies apply one level weaker" : "policies apply as published",
        "fo" => $"failure reports when {FailureOptions(record.FailureOptions)}",
        "rua" => $"aggregate reports go to {Uris(record.AggregateReportUris)}",
        "ruf" => $"failure reports go to {Uris(record.FailureReportUris)}",
        _ => "ignored",
    };

    private static string Policy(DmarcPolicy? policy) => policy switch
    {
        DmarcPolicy.None => "no wish for mail that fails",
        DmarcPolicy.Quarantine => "mail that fails is suspicious",
        DmarcPolicy.Reject => "mail that fails is to be rejected",
        _ => "not valid",
    };

    private static string Alignment(AlignmentMode mode) =>
        mode == AlignmentMode.Strict ? "the same domain must have authenticated the mail" : "any domain of the same Organizational Domain may have authenticated the mail";

    private static string FailureOptions(FailureReportOptions options)
    {
        var words = new List<string>();
        if (options.HasFlag(FailureReportOptions.AllMechanismsFail))
            words.Add("no mechanism gives an aligned pass");
        if (options.HasFlag(FailureReportOptions.AnyMechanismFails))
            words.Add("any mechanism gives no aligned pass");
        if (options.HasFlag(FailureReportOptions.DkimFails))
            words.Add("a DKIM signature fails");
        if (options.HasFlag(FailureReportOptions.SpfFails))
            words.Add("SPF fails");
        return string.Join(", or ", words);
    }

    private static string Uris(IReadOnlyList<ReportUri> uris) => uris.Count == 0 ? "nobody" : string.Join(", ", uris.Select(uri => uri.Text));
}
