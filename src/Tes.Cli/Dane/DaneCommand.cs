using System.CommandLine;
using Tes.Cli.CommandLine;
using Tes.Cli.Terminal;

namespace Tes.Cli.Dane;

/// <summary><c>tes dane</c>: TLSA records and certificates, without a network.</summary>
internal static class DaneCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) => CommandGroup.Create(
        "dane",
        "Make TLSA records and compare them with certificates.",
        DaneVerifyCommand.Create(console, examples),
        DaneGenerateCommand.Create(console, examples));
}
