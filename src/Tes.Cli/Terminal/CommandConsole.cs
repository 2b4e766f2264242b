using System.Text;

namespace Tes.Cli.Terminal;

/// <summary>What a command reads from and writes to. Tests give it writers of their own.</summary>
internal sealed record CommandConsole
{
    /// <summary>Columns where the terminal does not say how many it has.</summary>
    public const int UsualWidth = 80;

    /// <summary>Results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Results that are octets and no text; a command writes to this or to <see cref="Output"/>.</summary>
    public Stream OutputStream { get; init; } = Stream.Null;

    /// <summary>Diagnostics and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Lists of domains (<c>--input-file -</c>).</summary>
    public required TextReader Input { get; init; }

    /// <summary>The standard input as octets, for lists that may be compressed; the same as <see cref="Input"/>, so only one of them is read.</summary>
    public Stream InputStream { get; init; } = Stream.Null;

    /// <summary>Columns of the terminal that shows the results; null where they go to a file or another program, which has no width.</summary>
    public int? OutputWidth { get; init; }

    /// <summary>Whether a person watches the diagnostics.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether results may be coloured.</summary>
    public bool Color { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The console of this process: UTF-8 without byte-order mark, written when a result is complete.</summary>
    public static CommandConsole OfProcess()
    {
        bool outputIsTerminal = !Console.IsOutputRedirected;
        bool dumb = string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        // no-color.org: present and not empty, whatever it says
        bool noColor = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new CommandConsole
        {
            Output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
            OutputStream = Console.OpenStandardOutput(),
            Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true },
            Input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
            InputStream = Console.OpenStandardInput(),
            OutputWidth = outputIsTerminal ? WidthOfTerminal() : null,
            ErrorIsTerminal = !Console.IsErrorRedirected && !dumb,
            Color = outputIsTerminal && !dumb && !noColor,
        };
    }

    /// <summary>One line of diagnostics in the form of all programs: <c>tes: what</c>. Escaped here.</summary>
    public void WriteError(string message) => Error.WriteLine("tes: " + TerminalText.Escape(message));

    private static int WidthOfTerminal()
    {
        int width = Console.WindowWidth;
        return width > 0 ? width : UsualWidth;
    }
}
