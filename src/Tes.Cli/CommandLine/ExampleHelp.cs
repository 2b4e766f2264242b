using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tes.Cli.CommandLine;

/// <summary>Help that ends with examples.</summary>
internal sealed class ExampleHelp(IReadOnlyDictionary<Command, string[]> examples, int? width) : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new() { MaxWidth = width ?? int.MaxValue };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int status = _help.Invoke(parseResult);
        if (examples.TryGetValue(parseResult.CommandResult.Command, out string[]? lines))
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string line in lines)
                output.WriteLine("  " + line);
            output.WriteLine();
        }

        return status;
    }
}
