using System.Reflection;

namespace Tes.Scan.Survey.Archive;

/// <summary>The tables of an archive, as the files schema-N.sql beside this one say.</summary>
internal static class ArchiveSchema
{
    /// <summary>The statements that make the tables of a version.</summary>
    public static IEnumerable<string> Statements(int version)
    {
        string name = $"Tes.Scan.Survey.Archive.schema-{version}.sql";
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing.");
        using var reader = new StreamReader(stream);
        string text = string.Join('\n', reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)));
        return text.Split(';').Select(statement => statement.Trim()).Where(statement => statement.Length > 0);
    }
}
