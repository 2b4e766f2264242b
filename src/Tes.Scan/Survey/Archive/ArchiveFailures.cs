using System.Text.RegularExpressions;

namespace Tes.Scan.Survey.Archive;

/// <summary>What the library throws, as what an archive throws.</summary>
internal static partial class ArchiveFailures
{
    /// <summary>The fault behind an exception.</summary>
    public static ArchiveException Explain(Exception exception)
    {
        string text = exception.Message;
        // The library knows these only by their texts.
        return exception switch
        {
            InvalidCastException or FormatException or OverflowException or InvalidOperationException =>
                new(ArchiveFault.NotAnArchive, "its tables are damaged, or not those of surveys", exception),
            DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException } =>
                new(ArchiveFault.NoLibrary, "the library libduckdb, which belongs beside the program, cannot be loaded", exception),
            _ when HolderOf().Match(text) is { Success: true } holder => new(ArchiveFault.InUse, $"another process has it open (process {holder.Groups["pid"].Value})", exception),
            _ when text.Contains("Could not set lock", StringComparison.OrdinalIgnoreCase) || text.Contains("used by another process", StringComparison.OrdinalIgnoreCase) =>
                new(ArchiveFault.InUse, "another process has it open", exception),
            _ when text.Contains("No space left", StringComparison.OrdinalIgnoreCase) || text.Contains("Disk quota", StringComparison.OrdinalIgnoreCase) || text.Contains("File too large", StringComparison.OrdinalIgnoreCase) =>
                new(ArchiveFault.Full, "no space is left on its device", exception),
            _ when text.Contains("Permission denied", StringComparison.OrdinalIgnoreCase) =>
                new(ArchiveFault.NotPermitted, "permission denied", exception),
            _ when text.Contains("Read-only file system", StringComparison.OrdinalIgnoreCase) =>
                new(ArchiveFault.NotPermitted, "its file system is read-only", exception),
            _ when text.Contains("not a valid DuckDB database file", StringComparison.OrdinalIgnoreCase) || text.Contains("Is a directory", StringComparison.OrdinalIgnoreCase) =>
                new(ArchiveFault.NotAnArchive, "it is not a DuckDB database", exception),
            _ when text.Contains("newer version of DuckDB", StringComparison.OrdinalIgnoreCase) || text.Contains("version number", StringComparison.OrdinalIgnoreCase) =>
                new(ArchiveFault.TooNew, "another version of DuckDB made it", exception),
            _ => new(ArchiveFault.Other, text.ReplaceLineEndings(" "), exception),
        };
    }

    [GeneratedRegex(@"Conflicting lock is held.*\(PID (?<pid>\d+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HolderOf();
}
