using System.Text;
using Tes.Dns;
using Tes.Mail.Dmarc;
using Tes.Mail.MtaSts;
using Tes.Mail.TagLists;
using Tes.Mail.TlsReporting;

namespace Tes.Fuzz.Targets;

/// <summary>TXT records of DMARC, MTA-STS and TLSRPT: errors and tags lie where they say, and there is always a policy or no processing.</summary>
internal static class MailRecordTarget
{
    public static void Check(ReadOnlySpan<byte> octets)
    {
        string text = Encoding.Latin1.GetString(octets);
        CheckDmarc(text);
        if (MtaStsRecord.TryParse(text, out MtaStsRecord? sts, out ParseFailure failure))
            CheckParts(text, sts.Tags, sts.Remarks);
        else
            Property.IsFailureIn(failure, text.Length);
        if (TlsRptRecord.TryParse(text, out TlsRptRecord? tlsRpt, out failure))
        {
            CheckParts(text, tlsRpt.Tags, tlsRpt.Remarks);
            CheckUris(text, tlsRpt.ReportUris);
        }
        else
        {
            Property.IsFailureIn(failure, text.Length);
        }
    }

    private static void CheckDmarc(string text)
    {
        Property.Holds(DmarcRecord.HasVersion(text) == DmarcRecord.TryParse(text, out DmarcRecord? record, out _), "a record is what has the version");
        if (record is null)
            return;
        foreach (ParseFailure fault in record.Faults)
            Property.IsFailureIn(fault, text.Length);
        CheckParts(text, record.Tags, record.Remarks);
        CheckUris(text, record.AggregateReportUris);
        CheckUris(text, record.FailureReportUris);
        if (record.Applicability == RecordApplicability.NoProcessing)
            return;
        foreach (PolicyTag tag in (ReadOnlySpan<PolicyTag>)[PolicyTag.P, PolicyTag.Sp, PolicyTag.Np])
        {
            (DmarcPolicy policy, PolicyTag from) = record.PolicyFor(tag);
            Property.Holds(from <= tag && record.Lower(policy) <= policy, "a policy falls back to the domain's, and test mode makes none stricter");
        }
    }

    private static void CheckUris(string text, IReadOnlyList<ReportUri> uris)
    {
        foreach (ReportUri uri in uris)
            Property.Holds(text.AsSpan(uri.Offset).StartsWith(uri.Text, StringComparison.Ordinal), "a URI stands where it says");
    }

    private static void CheckParts(string text, IReadOnlyList<RecordTag> tags, IReadOnlyList<RecordRemark> remarks)
    {
        foreach (RecordTag tag in tags)
        {
            Property.Holds(
                text.AsSpan(tag.Offset).StartsWith(tag.Name, StringComparison.Ordinal) && text.AsSpan(tag.ValueOffset).StartsWith(tag.Value, StringComparison.Ordinal),
                "a tag stands where it says");
            Property.IsShowable(tag.Value);
        }

        foreach (RecordRemark remark in remarks)
            Property.IsFailureIn(new ParseFailure(remark.Offset, remark.Text), text.Length);
    }
}
