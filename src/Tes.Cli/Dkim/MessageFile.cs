using System.Text;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Messages;

namespace Tes.Cli.Dkim;

/// <summary>A message that a user names.</summary>
/// <param name="Octets">The file as it is, without the line that mbox files put in front.</param>
/// <param name="Message">The message as it goes over the wire.</param>
/// <param name="LineEnds">How the lines of the file end, CRLF where both stand in it; with <see cref="LineEndForm.Lf"/> the message has CRLF in their place.</param>
/// <param name="HadMboxLine">Whether a line "From …" of an mbox file was left out.</param>
internal sealed record MessageFile(ReadOnlyMemory<byte> Octets, MailMessage Message, LineEndForm LineEnds, bool HadMboxLine)
{
    /// <summary>Own limit: several times what mail servers take.</summary>
    private const int LargestMessage = 256 * 1024 * 1024;

    private const string StandardInput = "-";

    /// <exception cref="UsageException">The file cannot be read, or is no message.</exception>
    public static MessageFile Read(string path, CommandConsole console)
    {
        ReadOnlyMemory<byte> octets = path == StandardInput ? ReadInput(console.InputStream) : InputFile.ReadWhole(path, LargestMessage);
        int mboxLine = LengthOfMboxLine(octets.Span);
        octets = octets[mboxLine..];
        LineEndForm form = Tes.Mail.Messages.LineEnds.FormOf(octets.Span);
        // With CRLF anywhere it is as it came over the wire, where an LF alone ends no line: to change it would hide what others see.
        if (form == LineEndForm.Lf && octets.Span.IndexOf("\r\n"u8) >= 0)
            form = LineEndForm.CrLf;
        ReadOnlyMemory<byte> wire = form == LineEndForm.Lf ? Tes.Mail.Messages.LineEnds.ToWire(octets) : octets;
        return MailMessage.TryRead(wire, out MailMessage? message, out ParseFailure failure)
            ? new MessageFile(octets, message, form, mboxLine > 0)
            : throw new UsageException($"{TerminalText.Quote(path)} is not a message: {failure.Reason}");
    }

    /// <summary>What was done to the file, for people; none where nothing was.</summary>
    public IEnumerable<string> Notes()
    {
        if (HadMboxLine)
            yield return "the file begins with a line of an mbox file, which was left out";
        if (LineEnds == LineEndForm.Lf)
            yield return "the lines of the file end in LF; the message has CRLF, as it goes over the wire";
        if (Message.Flaws != MessageFlaws.None)
            yield return "the message is not as RFC 5322 has it: " + string.Join(", ", MessageWords.Of(Message.Flaws));
    }

    /// <summary>Prints the file as it is, with fields in front.</summary>
    /// <param name="fields">The fields, each with CRLF at the end.</param>
    /// <param name="console">Where to; what was done to the file is told on its error stream.</param>
    public void WriteBehind(ReadOnlyMemory<byte> fields, CommandConsole console)
    {
        foreach (string note in Notes().Where(_ => LineEnds == LineEndForm.Lf || HadMboxLine))
            console.WriteError("note: " + note);
        // Who keeps messages with LF gets one with LF.
        byte[] front = LineEnds == LineEndForm.Lf
            ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(fields.Span).Replace("\r\n", "\n", StringComparison.Ordinal))
            : fields.ToArray();
        console.OutputStream.Write(front);
        console.OutputStream.Write(Octets.Span);
        console.OutputStream.Flush();
    }

    // RFC 4155: "From ", an address and a time. "From : …" is a field in the obsolete syntax of RFC 5322 §4.5, and stays.
    private static int LengthOfMboxLine(ReadOnlySpan<byte> octets)
    {
        int lineFeed = octets.IndexOf((byte)'\n');
        if (lineFeed < 0 || !octets.StartsWith("From "u8))
            return 0;
        ReadOnlySpan<byte> line = octets[..lineFeed];
        int colon = line.IndexOf((byte)':');
        bool isField = colon >= 0 && !line[..colon].TrimEnd(" \t"u8).ContainsAny(" \t"u8);
        return isField ? 0 : lineFeed + 1;
    }

    private static byte[] ReadInput(Stream input)
    {
        using var octets = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (input.Read(buffer) is > 0 and int length)
        {
            octets.Write(buffer, 0, length);
            if (octets.Length > LargestMessage)
                throw new UsageException($"the standard input is larger than {LargestMessage / (1024 * 1024)} MiB");
        }

        return octets.ToArray();
    }
}
