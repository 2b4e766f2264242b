using System.Diagnostics.CodeAnalysis;

namespace Tes.Mail.Dmarc.Reports;

/// <summary>
/// An aggregate report (RFC 9990 §3.1, before that RFC 7489 §C). All texts of one that was received are a peer's, to be escaped
/// wherever they are shown; null where the element is missing.
/// </summary>
public sealed record AggregateReport
{
    /// <summary>org_name: who reports.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>email: whom to ask about it.</summary>
    public string? Email { get; init; }

    /// <summary>extra_contact_info.</summary>
    public string? ExtraContactInfo { get; init; }

    /// <summary>report_id.</summary>
    public string? ReportId { get; init; }

    /// <summary>date_range, begin; null where it is missing or no number of seconds.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>date_range, end; null where it is missing or no number of seconds.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>error: what was wrong with the policy record.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>generator.</summary>
    public string? Generator { get; init; }

    /// <summary>policy_published.</summary>
    public PublishedPolicy Policy { get; init; } = new();

    /// <summary>The records in order.</summary>
    public required IReadOnlyList<AggregateRecord> Records { get; init; }

    /// <summary>Reads the reports of a file.</summary>
    /// <param name="octets">The XML document, the same packed with gzip, or a ZIP archive with one or more of them.</param>
    /// <param name="reports">The reports, one or more.</param>
    /// <param name="problem">Why there is none, a clause of ours, safe to show.</param>
    public static bool TryParse(byte[] octets, [NotNullWhen(true)] out IReadOnlyList<AggregateReport>? reports, [NotNullWhen(false)] out string? problem) =>
        AggregateReportReader.TryRead(octets, out reports, out problem);

    /// <summary>The report as an XML document by RFC 9990, UTF-8.</summary>
    public byte[] ToXml() => AggregateReportWriter.Write(this);
}
