using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Dkim;

namespace Tes.Cli.Dkim;

/// <summary><c>tes dkim key check</c>: what is published for a selector, and whether it is of use.</summary>
internal static class DkimKeyCheckCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var selector = new Argument<string>("SELECTOR") { Description = "Selector (s=)." };
        var domain = new Argument<string>("DOMAIN") { Description = "Signing domain (d=)." };
        var key = new Option<string?>("--key") { Description = "Private key (PEM) whose public half should be published.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({DkimKeyCheck.Schema})." };
        var lookup = new LookupOptions();
        var check = new Command("check", "Look up a key record, say whether verifiers can use it, and whether it fits a private key. Exit status: 0 it is good, 1 it is not, 2 usage, 3 the look-up failed.");
        check.Add(selector);
        check.Add(domain);
        check.Add(key);
        check.Add(json);
        lookup.AddTo(check);
        check.SetAction(async (parsed, cancellationToken) =>
        {
            string labels = parsed.GetRequiredValue(selector);
            if (!DkimKeyName.TryMake(labels, QueryName.Parse(parsed.GetRequiredValue(domain)), out DomainName? name))
                throw new UsageException($"{TerminalText.Quote(labels)} is not a selector, or makes a name too long");
            using DkimPrivateKey? own = parsed.GetValue(key) is { } path ? DkimKeyFile.Read(path) : null;
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            DkimKeyCheck result = DkimKeyCheck.Of(name, await DkimKeyResolver.ResolveAsync(resolver, name, cancellationToken), own?.PublicKey);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => result.Write(document, resolver.Path));
            else
                result.Write(console.Output, new Palette(console.Color));
            return (int)(ResolverTrouble.Tell(resolver, console) ? ExitStatus.Inconclusive : result.Status);
        });
        examples[check] =
        [
            "tes dkim key check s2026 example.org",
            "tes dkim key check s2026 example.org --key s2026.pem --json",
        ];
        return check;
    }
}
