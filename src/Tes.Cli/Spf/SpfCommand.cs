using System.CommandLine;
using Tes.Cli.CommandLine;
using Tes.Cli.Terminal;

namespace Tes.Cli.Spf;

/// <summary><c>tes spf</c>: policies of RFC 7208, checked and shown.</summary>
internal static class SpfCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) => CommandGroup.Create(
        "spf", "Check a client against the SPF policy of a domain, and show what a policy comes to.", SpfCheckCommand.Create(console, examples), SpfShowCommand.Create(console, examples));
}
