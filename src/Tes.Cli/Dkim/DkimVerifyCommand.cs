using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Mail.Dkim;

namespace Tes.Cli.Dkim;

/// <summary><c>tes dkim verify</c>: every signature of a message.</summary>
internal static class DkimVerifyCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("FILE") { Description = "Message as it came; - is the standard input. A file whose lines end in LF is verified with CRLF." };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({DkimVerifyJson.Schema})." };
        var lookup = new LookupOptions();
        var verify = new Command("verify", "Verify every DKIM signature of a message. Exit status: 0 one passes, 1 none does or there is none, 2 usage, 3 a key could not be looked up.");
        verify.Add(file);
        verify.Add(json);
        lookup.AddTo(verify);
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            MessageFile message = MessageFile.Read(parsed.GetRequiredValue(file), console);
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            var options = new DkimVerifierOptions(lookup.At(parsed) ?? console.Time.GetUtcNow());
            DkimVerification verification = await DkimVerifier.VerifyAsync(resolver, message.Message, options, cancellationToken);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => DkimVerifyJson.Write(document, message, verification, resolver.Path));
            else
                DkimVerifyText.Write(console.Output, message, verification, new Palette(console.Color));
            return (int)(ResolverTrouble.Tell(resolver, console) && verification.Word != "pass" ? ExitStatus.Inconclusive : StatusOf(verification));
        });
        examples[verify] =
        [
            "tes dkim verify message.eml",
            "tes dkim verify message.eml --at 2026-01-01T00:00:00Z --json",
        ];
        return verify;
    }

    private static ExitStatus StatusOf(DkimVerification verification) => verification.Best?.Outcome switch
    {
        DkimOutcome.Pass => ExitStatus.Good,
        DkimOutcome.TempError => ExitStatus.Inconclusive,
        _ => ExitStatus.CheckFailed,
    };
}
