using System.CommandLine;
using Tes.Cli.CommandLine;
using Tes.Cli.Terminal;

namespace Tes.Cli.Arc;

/// <summary><c>tes arc</c>: chains of who handled a message.</summary>
internal static class ArcCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) => CommandGroup.Create(
        "arc",
        "Verify the chain of who handled a message and what they found (ARC, RFC 8617), and add to it.",
        ArcVerifyCommand.Create(console, examples),
        ArcSealCommand.Create(console, examples));
}
