namespace Tes.Cli.Options;

/// <summary>Files that are written.</summary>
internal static class OutputFile
{
    // errno of Linux and, where it differs, of macOS; HRESULT of Windows.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int QuotaExceededOnMac = 69;
    private const int ReadOnlyFileSystem = 30;
    private const int DiskFull = unchecked((int)0x80070070);
    private const int WriteProtected = unchecked((int)0x80070013);

    /// <summary>Writes a file. Where that fails nothing is left of it: half a file looks like a whole one.</summary>
    /// <param name="path">The file; one that is there is replaced. A device or a link may stand there as well, and stays.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <exception cref="IOException">It cannot be written, or <see cref="UnauthorizedAccessException"/> and others of opening a file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        // Devices have no length.
        bool isPlain = !Path.Exists(path) || new FileInfo(path) is { LinkTarget: null, Exists: true, Length: > 0 };
        FileStream file = File.Create(path);
        try
        {
            using (file)
                write(file);
        }
        catch
        {
            if (isPlain)
                File.Delete(path);
            throw;
        }
    }

    /// <summary>Why a file or folder cannot be written, as a clause.</summary>
    public static string Reason(string path, Exception exception) => exception switch
    {
        IOException { HResult: NoSpace or QuotaExceeded or QuotaExceededOnMac or DiskFull } => "no space is left on its device",
        IOException { HResult: ReadOnlyFileSystem or WriteProtected } => "its file system is read-only",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException or ArgumentException or PathTooLongException => InputFile.Reason(path, exception),
        _ => exception.Message.ReplaceLineEndings(" "),
    };
}
