using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Mail.MtaSts;

/// <summary>The TXT record at <c>_mta-sts</c> (RFC 8461 §3.1), valid.</summary>
public sealed class MtaStsRecord
{
    private const string Version = "v=STSv1";

    private MtaStsRecord(string text, string policyId, IReadOnlyList<RecordTag> tags, IReadOnlyList<RecordRemark> remarks)
    {
        Text = text;
        PolicyId = policyId;
        Tags = tags;
        Remarks = remarks;
    }

    /// <summary>The record as published: printable ASCII and tabs.</summary>
    public string Text { get; }

    /// <summary><c>id</c>, which changes whenever the policy does: 1 to 32 letters and digits.</summary>
    public string PolicyId { get; }

    /// <summary>All its fields in order.</summary>
    public IReadOnlyList<RecordTag> Tags { get; }

    /// <summary>What its owner should know: fields that are ignored.</summary>
    public IReadOnlyList<RecordRemark> Remarks { get; }

    /// <summary>Whether a TXT record is an MTA-STS record at all: it begins with <c>v=STSv1;</c> in this case (RFC 8461 §3.1).</summary>
    public static bool HasVersion(string text)
    {
        return FieldList.HasVersion(text, Version);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="text">The strings of the TXT record joined without separator, one character an octet.</param>
    /// <param name="record">The record.</param>
    /// <param name="failure">The first error.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out MtaStsRecord? record, out ParseFailure failure)
    {
        record = null;
        if (!FieldList.TryRead(text, HasVersion, "the record does not begin with v=STSv1;", out FieldList? fields, out failure))
            return false;
        if (fields.Find("id") is not { } id)
            return Fail(text.Length, "there is no id", out failure);
        // RFC 8461 §3.1: 1*32(ALPHA / DIGIT)
        if (id.Value.Length > MtaStsLimits.MaxIdLength || !id.Value.All(char.IsAsciiLetterOrDigit))
            return Fail(id.ValueOffset, "an id that is not 1 to 32 letters and digits", out failure);
        if (fields.FindBadExtension("v", "id") is { } extension)
            return Fail(extension.ValueOffset, "a value with a space or an equals sign", out failure);
        record = new MtaStsRecord(text, id.Value, fields.Tags, fields.Remarks("v", "id"));
        return true;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }
}
