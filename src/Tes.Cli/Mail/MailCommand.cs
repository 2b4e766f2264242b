using System.CommandLine;
using Tes.Cli.CommandLine;
using Tes.Cli.Terminal;

namespace Tes.Cli.Mail;

/// <summary><c>tes mail</c>: messages as a receiver sees them.</summary>
internal static class MailCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) => CommandGroup.Create(
        "mail", "Verify a message as a receiver does: SPF, DKIM, DMARC and ARC together.", MailVerifyCommand.Create(console, examples));
}
