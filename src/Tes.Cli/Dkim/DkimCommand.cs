using System.CommandLine;
using Tes.Cli.CommandLine;
using Tes.Cli.Terminal;

namespace Tes.Cli.Dkim;

/// <summary><c>tes dkim</c>: signatures of messages and their keys.</summary>
internal static class DkimCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) => CommandGroup.Create(
        "dkim",
        "Verify and make DKIM signatures, and the keys behind them.",
        DkimVerifyCommand.Create(console, examples),
        DkimSignCommand.Create(console, examples),
        CommandGroup.Create(
            "key",
            "Make signing keys, and check what is published.",
            DkimKeyGenerateCommand.Create(console, examples),
            DkimKeyCheckCommand.Create(console, examples)));
}
