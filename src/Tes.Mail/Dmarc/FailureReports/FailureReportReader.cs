using System.Diagnostics.CodeAnalysis;
using Tes.Mail.Messages;
using Tes.Mail.Reports;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>Finds the reports of a file: a message/feedback-report part, and behind it in the same multipart the message.</summary>
internal sealed class FailureReportReader
{
    private const string HeaderTooLong = "a header section in it is longer than 1 MiB";

    private readonly List<FailureReport> _reports = [];
    private int _parts;
    private int _entries;
    private bool _hasOtherReport;
    private bool _hasErrors;

    public static bool TryRead(byte[] octets, [NotNullWhen(true)] out IReadOnlyList<FailureReport>? reports, [NotNullWhen(false)] out string? problem)
    {
        reports = null;
        ArgumentNullException.ThrowIfNull(octets);
        if (!ReportFile.TryUnpack(octets, ".eml", out IReadOnlyList<byte[]>? documents, out problem))
            return false;
        var reader = new FailureReportReader();
        foreach (byte[] document in documents)
        {
            int before = reader._reports.Count;
            reader._hasOtherReport = reader._hasErrors = false;
            problem = reader.Read(LineEnds.ToWire(document), ContentType.Text, depth: 0);
            if (problem is null && reader._reports.Count == before)
                problem = reader._hasErrors ? "the base64 of a part in it cannot be decoded" : reader._hasOtherReport ? "it reports something else than an authentication failure" : "it has no message/feedback-report part";
            if (problem is not null)
                return false;
        }

        reports = reader._reports;
        return true;
    }

    /// <returns>Which limit is passed; null where none is.</returns>
    private string? Read(ReadOnlyMemory<byte> octets, ContentType typeWithoutField, int depth)
    {
        if (depth > FailureReportLimits.MaxDepth)
            return "its parts are nested more than 8 deep";
        MimePart? part = MimePart.Read(octets, typeWithoutField);
        if (part is null)
            return HeaderTooLong;
        // A message in a message: forwarded, or attached.
        if (IsMessage(part.Type.MediaType))
            return Read(Decode(part), ContentType.Text, depth + 1);
        if (!part.Type.IsMultipart)
            return null;
        var children = new List<ReadOnlyMemory<byte>>();
        foreach (ReadOnlyMemory<byte> child in part.Parts())
        {
            if (++_parts > FailureReportLimits.MaxParts)
                return "it has more than 200 parts";
            children.Add(child);
        }

        return ReadChildren(children, part.TypeOfParts, depth + 1);
    }

    private string? ReadChildren(List<ReadOnlyMemory<byte>> children, ContentType typeWithoutField, int depth)
    {
        MimePart? feedback = null;
        foreach (ReadOnlyMemory<byte> octets in children)
        {
            if (MimePart.Read(octets, typeWithoutField) is not { } child)
                return HeaderTooLong;
            if (child.Type.MediaType == "message/feedback-report")
            {
                // One without a message comes before.
                if (Take(feedback, null) is { } tooMuch)
                    return tooMuch;
                feedback = child;
            }
            else if (feedback is not null && (IsMessage(child.Type.MediaType) || IsHeader(child.Type.MediaType)))
            {
                // Reports in the message that is reported are not ours to count.
                if (Take(feedback, child) is { } tooMuch)
                    return tooMuch;
                feedback = null;
            }
            else if (Read(octets, typeWithoutField, depth) is { } problem)
            {
                return problem;
            }
        }

        return Take(feedback, null);
    }

    /// <returns>Which limit is passed; null where none is.</returns>
    private string? Take(MimePart? feedback, MimePart? third)
    {
        if (feedback is null)
            return null;
        DecodedContent content = feedback.Content();
        if (FeedbackPart.Read(LineEnds.ToWire(content.Octets), out FeedbackPart? fields) is { } problem)
            return problem;
        if (fields is not null)
        {
            if (content.HasErrors)
                fields.Add("the base64 of the report has errors");
            FailureReport report = fields.ToReport(MessageOf(third, fields));
            _entries += report.EntryCount;
            if (_entries > FailureReportLimits.MaxEntries)
                return $"it has more than {FailureReportLimits.MaxEntries} results and entries of lists";
            _reports.Add(report);
        }
        else
        {
            _hasOtherReport = true;
            _hasErrors |= content.HasErrors;
        }

        return null;
    }

    private static ReportedMessage? MessageOf(MimePart? third, FeedbackPart fields)
    {
        if (third is null)
        {
            fields.Add("the message that it is about is missing");
            return null;
        }

        DecodedContent content = third.Content();
        if (content.HasErrors)
            fields.Add("the base64 of the message has errors");
        ReportedMessage? message = ReportedMessageReader.Read(LineEnds.ToWire(content.Octets), IsMessage(third.Type.MediaType));
        if (message is null)
            fields.Add("the header section of the message is longer than 1 MiB");
        return message;
    }

    private ReadOnlyMemory<byte> Decode(MimePart part)
    {
        DecodedContent content = part.Content();
        _hasErrors |= content.HasErrors;
        return LineEnds.ToWire(content.Octets);
    }

    // RFC 2046 §5.2.1, RFC 6532 §3.7
    private static bool IsMessage(string mediaType) => mediaType is "message/rfc822" or "message/global";

    // RFC 6522 §4, RFC 6533 §6
    private static bool IsHeader(string mediaType) => mediaType is "text/rfc822-headers" or "message/global-headers";
}
