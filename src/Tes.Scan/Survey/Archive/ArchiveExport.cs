using System.Globalization;

namespace Tes.Scan.Survey.Archive;

/// <summary>Writes the tables of a run to files for other programs.</summary>
public static class ArchiveExport
{
    // Tab, line feed and carriage return among them.
    private const string FormulaBegins = "'=', '+', '-', '@', chr(9), chr(10), chr(13)";

    /// <summary>The tables and views that can be exported.</summary>
    public static IReadOnlyList<string> Tables { get; } =
        ["runs", "domains", "domain_hosts", "domain_addresses", "hosts", "addresses", "sessions", "certificates", "tlsa", "findings", "lookups"];

    /// <summary>The end of the names of files in a format.</summary>
    public static string Extension(ExportFormat format) => format switch
    {
        ExportFormat.Parquet => "parquet",
        ExportFormat.JsonLines => "jsonl",
        ExportFormat.Csv => "csv",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
    };

    /// <summary>
    /// Writes one table; a file of that name is replaced. CSV is for spreadsheets: a text that they would take for a formula has an
    /// apostrophe before it. The other formats hold what the archive holds.
    /// </summary>
    /// <param name="archive">The archive.</param>
    /// <param name="run">The run.</param>
    /// <param name="table">One of <see cref="Tables"/>.</param>
    /// <param name="format">The format.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArchiveException">The archive cannot be read or the file not written.</exception>
    public static void Write(SurveyArchive archive, int run, string table, ExportFormat format, string path)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(path);
        if (!Tables.Contains(table, StringComparer.Ordinal))
            throw new ArgumentException($"'{table}' is no table.", nameof(table));
        string options = format switch
        {
            ExportFormat.Parquet => "FORMAT parquet, COMPRESSION zstd",
            ExportFormat.JsonLines => "FORMAT json",
            _ => "FORMAT csv, HEADER",
        };
        string query = Query(table, run, format);
        if (format == ExportFormat.Csv)
            query = WithoutFormulas(archive, query);
        archive.Run($"COPY ({query} ORDER BY ALL) TO '{path.Replace("'", "''", StringComparison.Ordinal)}' ({options})");
    }

    private static string Query(string table, int run, ExportFormat format)
    {
        // Certificates belong to no run; octets are hexadecimal where a format has none.
        string number = run.ToString(CultureInfo.InvariantCulture);
        return table switch
        {
            "certificates" => $"SELECT * {(format == ExportFormat.Parquet ? "" : "REPLACE (hex(der) AS der) ")}FROM certificates WHERE certificate IN "
                + $"(SELECT unnest(string_split(certificates, ' ')) FROM sessions WHERE run = {number})",
            _ => $"SELECT * FROM {table} WHERE run = {number}",
        };
    }

    // Spreadsheets take a text that begins so for a formula (OWASP ASVS 5.0 1.2.10), and strangers' servers choose many of these texts. One
    // character alone is no formula, and stands in columns of ours.
    private static string WithoutFormulas(SurveyArchive archive, string query)
    {
        IEnumerable<string> texts = archive.Read($"SELECT column_name FROM (DESCRIBE {query}) WHERE column_type = 'VARCHAR'", row => row.GetString(0));
        IEnumerable<string> replaced = texts.Select(name => $"CASE WHEN length({name}) > 1 AND {name}[1] IN ({FormulaBegins}) THEN '''' || {name} ELSE {name} END AS {name}");
        return $"SELECT * REPLACE ({string.Join(", ", replaced)}) FROM ({query})";
    }
}
