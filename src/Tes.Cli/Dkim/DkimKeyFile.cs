using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Dkim;

namespace Tes.Cli.Dkim;

/// <summary>Files with private keys.</summary>
internal static class DkimKeyFile
{
    /// <exception cref="UsageException">The file cannot be read, or holds no key that signs mail.</exception>
    public static DkimPrivateKey Read(string path) =>
        DkimPrivateKey.TryReadPem(InputFile.ReadText(path), out DkimPrivateKey? key, out ParseFailure failure)
            ? key
            : throw new UsageException($"{TerminalText.Quote(path)} has no signing key: {failure.Reason}");

    /// <summary>Writes a new file that nobody but its owner can read.</summary>
    /// <exception cref="UsageException">There is a file of that name, or it cannot be written.</exception>
    public static void Write(string path, DkimPrivateKey key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var writer = new StreamWriter(path, options);
            writer.Write(key.ExportPem());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = File.Exists(path) ? "there is such a file already, and a key is never overwritten" : OutputFile.Reason(path, exception);
            throw new UsageException($"cannot write {TerminalText.Quote(path)}: {reason}", exception);
        }
    }
}
