using Tes.Cli.Terminal;

namespace Tes.Cli.Tests;

/// <summary>One run of <c>tes</c> in this process: no terminal, no colour, output captured.</summary>
internal sealed record CommandRun(int Status, string Output, string Error)
{
    /// <summary>What was written as octets.</summary>
    public byte[] Octets { get; private init; } = [];

    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync(arguments, input: "");

    public static async Task<CommandRun> OfAsync(string[] arguments, string input, int? width = null, bool color = false)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var reader = new StringReader(input);
        using var octets = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input));
        using var result = new MemoryStream();
        var console = new CommandConsole { Output = output, OutputStream = result, Error = error, Input = reader, InputStream = octets, OutputWidth = width, Color = color };
        int status = await TesProgram.RunAsync(arguments, console, CancellationToken.None);
        return new CommandRun(status, output.ToString(), error.ToString()) { Octets = result.ToArray() };
    }

    public string OneErrorLine => Error.TrimEnd('\n') is var line && line.Contains('\n', StringComparison.Ordinal)
        ? throw new InvalidOperationException($"More than one line of diagnostics: {Error}")
        : line;
}
