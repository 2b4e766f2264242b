using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Mail.TlsReporting;

/// <summary>The TXT record at <c>_smtp._tls</c> (RFC 8460 §3), valid.</summary>
public sealed class TlsRptRecord
{
    private const string Version = "v=TLSRPTv1";

    private TlsRptRecord(string text, IReadOnlyList<ReportUri> uris, IReadOnlyList<RecordTag> tags, IReadOnlyList<RecordRemark> remarks)
    {
        Text = text;
        ReportUris = uris;
        Tags = tags;
        Remarks = remarks;
    }

    /// <summary>The record as published: printable ASCII and tabs.</summary>
    public string Text { get; }

    /// <summary><c>rua</c>: where reports go, one or more; schemes other than mailto and https cannot be used.</summary>
    public IReadOnlyList<ReportUri> ReportUris { get; }

    /// <summary>All its fields in order.</summary>
    public IReadOnlyList<RecordTag> Tags { get; }

    /// <summary>What its owner should know.</summary>
    public IReadOnlyList<RecordRemark> Remarks { get; }

    /// <summary>Whether a TXT record is a TLSRPT record at all: it begins with <c>v=TLSRPTv1;</c> in this case (RFC 8460 §3).</summary>
    public static bool HasVersion(string text) => FieldList.HasVersion(text, Version);

    /// <summary>Reads a record.</summary>
    /// <param name="text">The strings of the TXT record joined without separator, one character an octet.</param>
    /// <param name="record">The record.</param>
    /// <param name="failure">The first error.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TlsRptRecord? record, out ParseFailure failure)
    {
        record = null;
        if (!FieldList.TryRead(text, HasVersion, "the record does not begin with v=TLSRPTv1;", out FieldList? fields, out failure))
            return false;
        if (fields.Find("rua") is not { } rua)
        {
            failure = new ParseFailure(text.Length, "there is no rua");
            return false;
        }

        var faults = new List<ParseFailure>();
        List<ReportUri> uris = ReportUriText.Read(rua, ReportUriSize.Refused, faults);
        if (fields.FindBadExtension("v", "rua") is { } extension)
            faults.Add(new ParseFailure(extension.ValueOffset, "a value with a space or an equals sign"));
        if (faults.Count > 0)
        {
            failure = faults.MinBy(fault => fault.Offset);
            return false;
        }

        // RFC 8460 §3: mailto and https are what there is
        IEnumerable<RecordRemark> useless = uris.Where(uri => uri.Scheme is not ("mailto" or "https"))
            .Select(uri => new RecordRemark(uri.Offset, "reports are sent over mailto: and https: only"));
        record = new TlsRptRecord(text, uris, fields.Tags, [.. fields.Remarks("v", "rua").Concat(useless).OrderBy(remark => remark.Offset)]);
        return true;
    }
}
