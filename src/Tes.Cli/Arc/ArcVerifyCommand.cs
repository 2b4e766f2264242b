using System.CommandLine;
using Tes.Cli.Dkim;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Mail.Arc;
using Tes.Mail.Dkim;

namespace Tes.Cli.Arc;

/// <summary><c>tes arc verify</c>: the chain of a message, and each of its sets.</summary>
internal static class ArcVerifyCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("FILE") { Description = "Message as it came; - is the standard input. A file whose lines end in LF is verified with CRLF." };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({ArcVerifyJson.Schema})." };
        var lookup = new LookupOptions();
        var verify = new Command("verify", "Verify the ARC chain of a message and show what each hop found. Exit status: 0 it passes, 1 it fails or there is none, 2 usage, 3 a key that decides could not be looked up.");
        verify.Add(file);
        verify.Add(json);
        lookup.AddTo(verify);
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            MessageFile message = MessageFile.Read(parsed.GetRequiredValue(file), console);
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            var options = new DkimVerifierOptions(lookup.At(parsed) ?? console.Time.GetUtcNow());
            ArcVerification verification = await ArcVerifier.VerifyAsync(resolver, message.Message, options, cancellationToken);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => ArcVerifyJson.Write(document, message, verification, resolver.Path));
            else
                ArcVerifyText.Write(console.Output, message, verification, new Palette(console.Color));
            ExitStatus status = verification.Outcome.Match(none => ExitStatus.CheckFailed, pass => ExitStatus.Good, fail => ExitStatus.CheckFailed, tempError => ExitStatus.Inconclusive);
            return (int)(ResolverTrouble.Tell(resolver, console) && status != ExitStatus.Good ? ExitStatus.Inconclusive : status);
        });
        examples[verify] =
        [
            "tes arc verify message.eml",
            "tes arc verify message.eml --at 2026-01-01T00:00:00Z --json",
        ];
        return verify;
    }
}
