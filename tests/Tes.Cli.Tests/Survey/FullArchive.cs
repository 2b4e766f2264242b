using Tes.Scan.Survey.Archive;

namespace Tes.Cli.Tests.Survey;

/// <summary>Archives in which some rows of a table have no room: writing them fails as it does on a full disk.</summary>
internal static class FullArchive
{
    /// <summary>Makes one.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="table">The table.</param>
    /// <param name="room">The condition for rows that have room; all that are there must.</param>
    public static void Make(string file, string table, string room)
    {
        using SurveyArchive archive = SurveyArchive.Open(file, "test", TimeProvider.System);
        string sql = archive.Read($"SELECT sql FROM duckdb_tables() WHERE table_name = '{table}'", row => row.GetString(0))[0].TrimEnd(';');
        archive.Run($"CREATE TEMP TABLE kept AS FROM {table}");
        archive.Run($"DROP TABLE {table}");
        archive.Run($"{sql[..^1]}, CHECK (CASE WHEN {room} THEN true ELSE error('No space left on device for run ' || run) END))");
        archive.Run($"INSERT INTO {table} FROM kept");
    }
}
