using System.CommandLine;
using Tes.Cli.Terminal;
using Tes.Resolver.Iteration;

namespace Tes.Cli.Options;

/// <summary>The options of asking authoritative servers instead of a resolver.</summary>
internal sealed class RecursionOptions
{
    private readonly Option<bool> _iterate = new("--iterate")
    {
        Description = "Ask no resolver but the authoritative servers, from the root down. Default: only where the system's resolver does not carry DNSSEC.",
    };

    private readonly Option<string?> _rootHints = new("--root-hints")
    {
        Description = "File like named.root with the servers of the root, in place of the built-in ones.",
        HelpName = "FILE",
    };

    private readonly Option<int> _port = new("--authority-port")
    {
        Description = "Port of authoritative servers, for test networks.",
        HelpName = "PORT",
        DefaultValueFactory = _ => IterationOptions.DefaultPort,
        CustomParser = SmtpOptions.ParsePort,
    };

    public void AddTo(Command command)
    {
        command.Add(_iterate);
        command.Add(_rootHints);
        command.Add(_port);
    }

    /// <summary>Whether authoritative servers are asked from the start.</summary>
    public bool Iterates(ParseResult parsed) => parsed.GetValue(_iterate);

    /// <summary>The option that says something of authoritative servers; null where none does.</summary>
    public string? Given(ParseResult parsed) =>
        new Option[] { _iterate, _rootHints, _port }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>What the options say, the file read.</summary>
    /// <exception cref="UsageException">The file cannot be used.</exception>
    public IterationOptions Read(ParseResult parsed) => new()
    {
        RootHints = ReadHints(parsed.GetValue(_rootHints)),
        Port = parsed.GetValue(_port),
    };

    private static RootHints ReadHints(string? path)
    {
        if (path is null)
            return RootHints.BuiltIn;
        return RootHints.TryRead(InputFile.ReadText(path), out RootHints? hints, out string? problem)
            ? hints
            : throw new UsageException($"{TerminalText.Quote(path)} is not a file of root hints (NS of the root with A or AAAA records): {problem}");
    }
}
