using Tes.Cli.Terminal;
using Tes.Mail.Reports;

namespace Tes.Cli.Options;

/// <summary>Files of reports that are added up; one that is none is told, and the others count.</summary>
internal static class ReportInput
{
    /// <summary>Reads one file into the sum.</summary>
    /// <param name="octets">The file.</param>
    /// <returns>Why it is none; null where it was added.</returns>
    public delegate string? Add(byte[] octets);

    /// <summary>Reads all files.</summary>
    /// <param name="console">For messages, and the standard input.</param>
    /// <param name="files">The files; - for the standard input.</param>
    /// <param name="kind">What they are, for messages.</param>
    /// <param name="add">Adds one.</param>
    /// <param name="write">Writes the sum; not called where no file was read.</param>
    /// <returns>Good where all were read, else Usage.</returns>
    /// <exception cref="UsageException">A file cannot be read.</exception>
    public static ExitStatus AddUp(CommandConsole console, IReadOnlyList<string> files, string kind, Add add, Action write)
    {
        int added = 0;
        foreach (string file in files)
        {
            if (add(InputOctets.Read(console, file, ReportLimits.MaxPackedLength)) is { } problem)
                console.WriteError($"{TerminalText.Quote(file)} is no {kind}: {problem}");
            else
                added++;
        }

        if (added > 0)
            write();
        return added == files.Count ? ExitStatus.Good : ExitStatus.Usage;
    }
}
