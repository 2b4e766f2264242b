namespace Tes.Mail.Reports;

/// <summary>Limits for reports that anybody can send to the addresses in rua (RFC 9989 §11.2).</summary>
public static class ReportLimits
{
    /// <summary>Largest file in octets. Own limit: mail servers refuse larger messages, and reports of the largest providers stay below a tenth of it.</summary>
    public const int MaxPackedLength = 16 * 1024 * 1024;

    /// <summary>Largest content of a file in octets, all documents in it together. Own limit: a gzip file can hold a thousand times its length.</summary>
    public const int MaxUnpackedLength = 32 * 1024 * 1024;

    /// <summary>Most files in a ZIP archive. Own limit: a report is one file (RFC 7489 §7.2.1.1).</summary>
    public const int MaxArchiveEntries = 16;

    /// <summary>Deepest nesting of XML or JSON. Own limit: the formats have 5 and 7 levels (RFC 9990 §3.1, RFC 8460 §4.4), extensions a few more.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most records, policies and failures of one file, with the entries of their lists. Own limit: one for each address and result of a day; larger ones are split by those who send them.</summary>
    public const int MaxRecords = 200_000;

    /// <summary>Largest count that is believed; what says more says nothing. Own limit: nobody gets so much mail, and sums of such counts stay numbers.</summary>
    public const long MaxCount = 100_000_000_000;
}
