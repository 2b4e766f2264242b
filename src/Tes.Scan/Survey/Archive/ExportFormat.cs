namespace Tes.Scan.Survey.Archive;

/// <summary>A format that other programs read.</summary>
public enum ExportFormat
{
    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>One JSON object on a line for each row.</summary>
    JsonLines,

    /// <summary>Comma-separated values with a line of headings (RFC 4180), for spreadsheets.</summary>
    Csv,
}
