using System.Data.Common;
using System.Globalization;

namespace Tes.Scan.Survey.Archive;

/// <summary>What a query of a report gave: words and counts.</summary>
/// <param name="Query">The query.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Rows">Its rows: a string, a whole number or null in each column.</param>
public sealed record QueryResult(SurveyQuery Query, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>Asks an archive.</summary>
    /// <exception cref="ArchiveException">The archive cannot be read.</exception>
    public static QueryResult Of(SurveyArchive archive, SurveyQuery query, int run)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(query);
        string[] columns = [];
        IReadOnlyList<IReadOnlyList<object?>> rows = archive.Read(query.For(run), row =>
        {
            if (columns.Length == 0)
                columns = [.. Enumerable.Range(0, row.FieldCount).Select(row.GetName)];
            return (IReadOnlyList<object?>)[.. Enumerable.Range(0, row.FieldCount).Select(column => Value(row, column))];
        });
        return new QueryResult(query, columns, rows);
    }

    private static object? Value(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldType(column) == typeof(string) ? row.GetString(column) : Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
}
