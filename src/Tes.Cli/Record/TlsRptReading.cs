using Tes.Dns;
using Tes.Mail.TlsReporting;

namespace Tes.Cli.Record;

/// <summary>A TLSRPT record for its owner (RFC 8460 §3).</summary>
internal static class TlsRptReading
{
    public static RecordReading Read(string text)
    {
        if (!TlsRptRecord.TryParse(text, out TlsRptRecord? record, out ParseFailure failure))
            return RecordReading.Unreadable(failure, "senders take the domain for one that wants no reports");
        return new RecordReading(
            [],
            "senders report daily what became of TLS",
            [.. record.Tags.Select(tag => new RecordTagReading(tag, tag.Name switch
            {
                "v" => "a TLSRPT record",
                "rua" => $"reports go to {string.Join(", ", record.ReportUris.Select(uri => uri.Text))}",
                _ => "ignored",
            }))],
            record.Remarks);
    }
}
