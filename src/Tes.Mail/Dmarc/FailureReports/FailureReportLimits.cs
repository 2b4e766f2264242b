namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>Limits for failure reports, which anybody can send to the addresses in ruf (RFC 9991 §2). Those of files are in <see cref="Mail.Reports.ReportLimits"/>, those of header sections in <see cref="Messages.MessageLimits"/>.</summary>
public static class FailureReportLimits
{
    /// <summary>Deepest nesting of parts. Own limit: a report has one level, one that is forwarded or came over a mailing list three.</summary>
    public const int MaxDepth = 8;

    /// <summary>Most parts of one file, at all levels. Own limit: a report has three (RFC 5965 §2), and nobody attaches more than some dozens.</summary>
    public const int MaxParts = 200;

    /// <summary>
    /// Most results, properties, comments and entries of lists of one file, all its reports together. Own limit: a report is of one message
    /// and has ten or twenty of them, and in <see cref="MaxParts"/> there is room for some sixty reports.
    /// </summary>
    public const int MaxEntries = 2000;

    /// <summary>Most characters of a boundary (RFC 2046 §5.1.1).</summary>
    public const int MaxBoundaryLength = 70;
}
