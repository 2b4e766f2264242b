using System.Reflection;

namespace Tes.Scan.Survey.Archive;

/// <summary>The tables of an archive, as the files schema-N.sql beside this one say: each makes its version out of the one before.</summary>
internal static class ArchiveSchema
{
    /// <summary>The version that is written, and that queries are made for.</summary>
    public const int Version = 2;

    private const string View = "CREATE VIEW ";

    /// <summary>The statements that make the tables of this version.</summary>
    /// <param name="from">The version that is there; 0 for none.</param>
    public static IEnumerable<string> Statements(int from) => Enumerable.Range(from + 1, Version - from).SelectMany(Read);

    /// <summary>
    /// The statements by which tables of an earlier version are read as those of this one. What they make is in the way of the tables,
    /// for one connection, and nothing of it is in the file.
    /// </summary>
    /// <param name="from">The version that is there.</param>
    /// <param name="database">The name of the database on the connection.</param>
    public static IEnumerable<string> StatementsToRead(int from, string database) => from >= Version
        ? []
        : Read(Version)
            .Where(statement => statement.StartsWith(View, StringComparison.Ordinal))
            .Select(statement => $"CREATE TEMP VIEW {statement[View.Length..]}")
            .Prepend($"CREATE TEMP VIEW sessions AS SELECT *, CAST(NULL AS VARCHAR) AS country FROM \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\".main.sessions");

    private static IEnumerable<string> Read(int version)
    {
        string name = $"Tes.Scan.Survey.Archive.schema-{version}.sql";
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing.");
        using var reader = new StreamReader(stream);
        string text = string.Join('\n', reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)));
        return text.Split(';').Select(statement => statement.Trim()).Where(statement => statement.Length > 0);
    }
}
