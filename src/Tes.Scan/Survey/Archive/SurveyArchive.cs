using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Net;
using DuckDB.NET.Data;
using Tes.Scan.Survey.Countries;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Survey.Archive;

/// <summary>
/// The file that surveys are kept in: a DuckDB database, whose tables docs/archive.md describes. One process at a time has it open.
/// Not for several threads at once. Every method throws <see cref="ArchiveException"/> where the file cannot be used.
/// </summary>
public sealed class SurveyArchive : IDisposable
{
    /// <summary>The version of the tables.</summary>
    public const int SchemaVersion = ArchiveSchema.Version;

    // Own limits. What is written is gone through once, and room for more would only be taken from the tests beside it. Reports sort
    // and group, and spill to the disk beyond theirs.
    private const string WritingMemory = "48MiB";
    private const string ReadingMemory = "256MiB";
    private const string SummaryMemory = "96MiB";
    private const int Threads = 1;

    // Own choice: while a table grows, that many of its rows are packed at a time. By default it is 122,880, for which the evidence of
    // all of them is held; with this a survey takes 120 MB less, and the file is smaller.
    private const int RowsPackedTogether = 16_384;

    private const string InMemory = ":memory:";
    private const string Attached = "surveys";

    // Own choice: freed memory beyond it goes back to the system; by default the library keeps 128 MiB of it.
    private const string FreedMemoryKept = "4MiB";

    private readonly DuckDBConnection _connection;
    private readonly OpenArchives.Hold _hold;

    private SurveyArchive(string path, DuckDBConnection connection, OpenArchives.Hold hold)
    {
        Path = path;
        _connection = connection;
        _hold = hold;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    internal DuckDBConnection Connection => _connection;

    /// <summary>Opens an archive to write to it; makes it where there is none. One of an earlier version becomes one of this version.</summary>
    /// <param name="path">The file.</param>
    /// <param name="program">Name and version of the program, noted in a new one.</param>
    /// <param name="time">The clock.</param>
    public static SurveyArchive Open(string path, string program, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(time);
        path = FullPath(path);
        string? folder = System.IO.Path.GetDirectoryName(path);
        if (folder is not null && !Directory.Exists(folder))
            throw new ArchiveException(ArchiveFault.NotFound, "there is no such folder");
        bool isNew = !File.Exists(path);
        try
        {
            SurveyArchive archive = Connect(path, writes: true);
            try
            {
                archive.Prepare(program, time);
                return archive;
            }
            catch
            {
                archive.Dispose();
                throw;
            }
        }
        catch (ArchiveException exception) when (isNew && exception.Fault == ArchiveFault.Full)
        {
            // Half of the first blocks would be no database, also when there is room.
            DeleteFiles(path);
            throw;
        }
    }

    /// <summary>Deletes an archive that nobody has open; one that cannot be deleted stays.</summary>
    /// <param name="path">The file.</param>
    public static void DeleteFiles(string path)
    {
        try
        {
            File.Delete(path);
            File.Delete($"{path}.wal");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An archive without a survey is no harm.
        }
    }

    /// <summary>Opens an archive to read it. One of an earlier version is read as one of this version, and stays what it is.</summary>
    /// <param name="path">The file, which must exist.</param>
    public static SurveyArchive OpenToRead(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = FullPath(path);
        if (!File.Exists(path))
            throw new ArchiveException(ArchiveFault.NotFound, Directory.Exists(path) ? "it is a directory" : "there is no such file");
        SurveyArchive archive = Connect(path, writes: false);
        try
        {
            archive.ReadAsThisVersion(archive.ReadVersion() ?? throw new ArchiveException(ArchiveFault.NotAnArchive, "it is a DuckDB database, but no archive of surveys"));
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>The surveys in it, the oldest first.</summary>
    public IReadOnlyList<ArchivedRun> Runs() => Read(
        "SELECT run, started, finished, list, list_sha256, options, port, families, program, judged_from, (SELECT count(*) FROM domains d WHERE d.run = r.run) FROM runs r ORDER BY run",
        row => new ArchivedRun(
            row.GetInt32(0),
            Utc(row.GetDateTime(1)),
            row.IsDBNull(2) ? null : Utc(row.GetDateTime(2)),
            new RunDescription(row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5), Port(row.GetInt32(6)), Enum.TryParse(row.GetString(7), out AddressFamilies families) && Enum.IsDefined(families) ? families : AddressFamilies.Both),
            row.GetString(8),
            row.IsDBNull(9) ? null : row.GetInt32(9),
            row.GetInt64(10)));

    /// <summary>One of them; null stands for the last.</summary>
    public ArchivedRun Run(int? number)
    {
        IReadOnlyList<ArchivedRun> runs = Runs();
        if (runs.Count == 0)
            throw new ArchiveException(ArchiveFault.NoSuchRun, "it has no survey yet");
        return number is not { } wanted
            ? runs[^1]
            : runs.FirstOrDefault(run => run.Number == wanted)
                ?? throw new ArchiveException(ArchiveFault.NoSuchRun, $"it has no run {wanted}; there {(runs.Count == 1 ? "is" : "are")} {string.Join(", ", runs.Select(run => run.Number))}");
    }

    /// <summary>Begins a survey.</summary>
    /// <param name="description">What is surveyed.</param>
    /// <param name="program">Name and version of the program.</param>
    /// <param name="at">When it begins.</param>
    /// <param name="judgedFrom">The run whose evidence is judged again; null for a survey of its own.</param>
    /// <param name="countries">Says in which countries its addresses are; null where nobody wants to know.</param>
    public RunWriter Begin(RunDescription description, string program, DateTimeOffset at, int? judgedFrom = null, CountryDatabase? countries = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        int number = Guarded(() => Scalar<int>("SELECT coalesce(max(run), 0) + 1 FROM runs"));
        // It reads what is there: a survey that could not be written leaves no run behind.
        var writer = new RunWriter(this, number, countries);
        Guarded(() => Execute(
            "INSERT INTO runs VALUES ($1, $2, NULL, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0)",
            number, at.UtcDateTime, description.List, description.ListDigest, description.Options, description.Port, description.Families.ToString(), program, judgedFrom));
        return writer;
    }

    /// <summary>Goes on with a survey that was not finished.</summary>
    /// <param name="run">The survey.</param>
    /// <param name="countries">Says in which countries its addresses are; null where nobody wants to know.</param>
    public RunWriter Resume(ArchivedRun run, CountryDatabase? countries = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunWriter(this, run.Number, countries);
    }

    /// <summary>Reads rows.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="read">Makes an object of a row.</param>
    public IReadOnlyList<T> Read<T>(string sql, Func<DbDataReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var rows = new List<T>();
        Guarded(() =>
        {
            foreach (T row in Stream(sql, read))
                rows.Add(row);
        });
        return rows;
    }

    /// <summary>The same one after the other, without holding them all.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<DbDataReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using DuckDBDataReader rows = Guarded(command.ExecuteReader);
        while (Guarded(rows.Read))
            yield return Guarded(() => Value(rows, read));
    }

    /// <summary>Takes the memory that questions about the whole of a survey need.</summary>
    public void PrepareToRead() => Run($"SET memory_limit = '{ReadingMemory}'");

    /// <summary>The same for the few numbers at the end of a survey, beside all that it still holds.</summary>
    public void PrepareToSummarize() => Run($"SET memory_limit = '{SummaryMemory}'");

    /// <summary>Runs a statement without rows.</summary>
    public void Run(string sql) => Guarded(() => Execute(sql));

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _connection.Dispose();
        }
        finally
        {
            _hold.Dispose();
        }
    }

    internal void Execute(string sql, params object?[] parameters)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (object? parameter in parameters)
            command.Parameters.Add(new DuckDBParameter(parameter ?? DBNull.Value));
        command.ExecuteNonQuery();
    }

    internal T Scalar<T>(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return (T)Convert.ChangeType(command.ExecuteScalar() ?? throw new InvalidOperationException($"No value: {sql}"), typeof(T), CultureInfo.InvariantCulture);
    }

    /// <summary>Makes what the library throws into what this one throws.</summary>
    internal static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is DbException or DllNotFoundException or TypeInitializationException or IOException or InvalidCastException or FormatException or OverflowException or InvalidOperationException)
        {
            throw ArchiveFailures.Explain(exception);
        }
    }

    internal static void Guarded(Action action) => Guarded(() =>
    {
        action();
        return true;
    });

    // What is read of a row can be out of range for what becomes of it, such as a length of time that is NaN. Elsewhere that is a fault of ours.
    private static T Value<T>(DbDataReader row, Func<DbDataReader, T> read)
    {
        try
        {
            return read(row);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    // A file, whatever it is called: DuckDB has meanings of its own for names such as :memory: and s3://.
    private static string FullPath(string path)
    {
        try
        {
            return System.IO.Path.GetFullPath(path);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new ArchiveException(ArchiveFault.NotFound, "this is not a file name", exception);
        }
    }

    private static SurveyArchive Connect(string path, bool writes)
    {
        return Guarded(() =>
        {
            // A connection string takes no quotes apart; the name of a file can hold any character.
            var settings = new DuckDBConnectionStringBuilder { DataSource = writes ? InMemory : path };
            if (!writes)
                settings["access_mode"] = "READ_ONLY";
            settings["memory_limit"] = writes ? WritingMemory : ReadingMemory;
            settings["threads"] = Threads.ToString(CultureInfo.InvariantCulture);
            settings["allocator_flush_threshold"] = FreedMemoryKept;
            settings["allocator_bulk_deallocation_flush_threshold"] = FreedMemoryKept;
            // Nothing is fetched from anywhere, and an archive names no other file.
            settings["autoinstall_known_extensions"] = "false";
            var connection = new DuckDBConnection(settings.ConnectionString);
            // The library locks out other processes alone.
            OpenArchives.Hold hold = OpenArchives.TryHold(path, writes) ?? throw new ArchiveException(ArchiveFault.InUse, "this process has it open already");
            var archive = new SurveyArchive(path, connection, hold);
            try
            {
                archive._connection.Open();
                if (writes)
                    archive.Attach();
                return archive;
            }
            catch
            {
                archive.Dispose();
                throw;
            }
        });
    }

    // How many rows are packed together can be said of a file that is attached, and of no other.
    private void Attach()
    {
        string file = Path.Replace("'", "''", StringComparison.Ordinal);
        // what does not fit into memory goes beside the archive, not into the folder that the program was started in
        Execute($"SET temp_directory = '{file}.tmp'");
        Execute(string.Create(CultureInfo.InvariantCulture, $"ATTACH '{file}' AS {Attached} (TYPE duckdb, ROW_GROUP_SIZE {RowsPackedTogether})"));
        Execute($"USE {Attached}");
    }

    private static int Port(int number) => number is > 0 and <= IPEndPoint.MaxPort ? number : throw new FormatException($"{number} is no port.");

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private void Prepare(string program, TimeProvider time)
    {
        int? version = ReadVersion();
        if (version == SchemaVersion)
            return;
        Guarded(() =>
        {
            if (version is null && Scalar<long>("SELECT count(*) FROM duckdb_tables()") > 0)
                throw new ArchiveException(ArchiveFault.NotAnArchive, "it is a DuckDB database, but no archive of surveys");
            using DuckDBTransaction transaction = _connection.BeginTransaction();
            foreach (string statement in ArchiveSchema.Statements(version ?? 0))
                Execute(statement);
            if (version is null)
                Execute("INSERT INTO archive VALUES ($1, $2, $3)", SchemaVersion, program, time.GetUtcNow().UtcDateTime);
            else
                Execute("UPDATE archive SET schema = $1", SchemaVersion);
            transaction.Commit();
        });
    }

    private void ReadAsThisVersion(int version) => Guarded(() =>
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = "SELECT current_database()";
        foreach (string statement in ArchiveSchema.StatementsToRead(version, (string)command.ExecuteScalar()!))
            Execute(statement);
    });

    // One that this program knows; null where there are no such tables.
    private int? ReadVersion()
    {
        int? version = Guarded<int?>(() =>
            Scalar<long>("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'archive' AND schema_name = 'main'") == 0 ? null : Scalar<int>("SELECT schema FROM archive"));
        return version switch
        {
            > SchemaVersion => throw new ArchiveException(ArchiveFault.TooNew, $"a newer version of the program made it (tables of version {version}, this one knows {SchemaVersion})"),
            < 1 => throw new ArchiveException(ArchiveFault.NotAnArchive, "its tables are damaged, or not those of surveys"),
            _ => version,
        };
    }
}
