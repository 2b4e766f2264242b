using System.Globalization;

namespace Tes.Scan.Survey.Archive;

/// <summary>Writes the tables of a run to files for other programs.</summary>
public static class ArchiveExport
{
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

    /// <summary>Writes one table; a file of that name is replaced.</summary>
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
        archive.Run($"COPY ({Query(table, run, format)}) TO '{path.Replace("'", "''", StringComparison.Ordinal)}' ({options})");
    }

    private static string Query(string table, int run, ExportFormat format)
    {
        // Certificates belong to no run; octets are hexadecimal where a format has none.
        string number = run.ToString(CultureInfo.InvariantCulture);
        return table switch
        {
            "certificates" => $"SELECT * {(format == ExportFormat.Parquet ? "" : "REPLACE (hex(der) AS der) ")}FROM certificates WHERE certificate IN "
                + $"(SELECT unnest(string_split(certificates, ' ')) FROM sessions WHERE run = {number}) ORDER BY certificate",
            _ => $"SELECT * FROM {table} WHERE run = {number} ORDER BY ALL",
        };
    }
}
