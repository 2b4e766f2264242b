using System.CommandLine;
using System.Globalization;
using Tes.Cli.Dkim;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Mail.Arc;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dkim;

namespace Tes.Cli.Arc;

/// <summary><c>tes arc seal</c>: a message with one more ARC set in front.</summary>
internal static class ArcSealCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("FILE") { Description = "Message as it goes on; - is the standard input. Lines end as they came; what is signed has CRLF." };
        var received = new Option<string?>("--received") { Description = "The message as it came, where it was changed since: its chain is verified. Default: FILE.", HelpName = "FILE" };
        var domain = new Option<string>("--domain") { Description = "Sealing domain (d=).", HelpName = "NAME", Required = true };
        var selector = new Option<string>("--selector") { Description = "Selector (s=) of the key.", HelpName = "SELECTOR", Required = true };
        var key = new Option<string>("--key") { Description = "Private key, PEM: RSA, or Ed25519, which few validators of ARC take.", HelpName = "FILE", Required = true };
        var service = new Option<string>("--authserv-id") { Description = "Whose Authentication-Results are sealed: the topmost field of this identifier, and those down to the next Received field. Forged ones must have been removed.", HelpName = "ID", Required = true };
        var headers = new Option<string?>("--header-list") { Description = "Fields to sign, as often as they stand and once more, in place of the usual ones: From:To:Subject.", HelpName = "NAMES" };
        var lookup = new LookupOptions();
        var seal = new Command("seal", "Verify the ARC chain of a message, add a set to it and print the message. --at is the time of the seal (t=), too. Exit status: 0 done, also where the chain is broken and the seal says so, 2 usage, or a message that must not be sealed, 3 the chain could not be verified.");
        foreach (Option option in (Option[])[domain, selector, key, service, received, headers])
            seal.Add(option);
        seal.Add(file);
        lookup.AddTo(seal);
        seal.SetAction(async (parsed, cancellationToken) =>
        {
            MessageFile message = MessageFile.Read(parsed.GetRequiredValue(file), console);
            MessageFile arrived = parsed.GetValue(received) is { } path ? MessageFile.Read(path, console) : message;
            using DkimPrivateKey own = DkimKeyFile.Read(parsed.GetRequiredValue(key));
            DateTimeOffset time = lookup.At(parsed) ?? console.Time.GetUtcNow();
            var options = new ArcSealerOptions(QueryName.Parse(parsed.GetRequiredValue(domain)), time);
            if (parsed.GetValue(headers) is { } names)
                options = options with { OverSignedFields = names.Split(':', StringSplitOptions.TrimEntries), SignedFields = [] };
            string identifier = parsed.GetRequiredValue(service);
            if (identifier.Length == 0)
                throw new UsageException("--authserv-id is empty");
            SealedResults found = SealedResults.Of(arrived.Message, identifier);
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            ArcVerification chain = await ArcVerifier.VerifyAsync(resolver, arrived.Message, new DkimVerifierOptions(time), cancellationToken);
            ArcSealing sealing = ArcSealer.Seal(
                message.Message, chain, found.Results ?? new AuthenticationResultsField { AuthenticationServiceId = identifier }, new DkimSigningKey(parsed.GetRequiredValue(selector), own), options);
            bool trouble = ResolverTrouble.Tell(resolver, console);
            return (int)sealing.Match(
                made =>
                {
                    foreach (string note in NotesOf(found, identifier))
                        console.WriteError($"note: {note}");
                    if (made.ChainValidation == ChainValidationStatus.Fail)
                        console.WriteError($"note: the chain is broken, and the seal says so (cv=fail): {TerminalText.Escape(chain.Outcome.Reason)}");
                    message.WriteBehind(made.Fields, console);
                    return ExitStatus.Good;
                },
                refused => throw new UsageException($"not sealed: {refused.Reason}"),
                unverified =>
                {
                    if (!trouble)
                        console.WriteError($"not sealed: {TerminalText.Escape(unverified.Reason)}; try again, or send the message on as it is");
                    return ExitStatus.Inconclusive;
                });
        });
        examples[seal] =
        [
            "tes arc seal message.eml --domain example.org --selector s2026 --key s2026.pem --authserv-id mx.example.org",
            "tes arc seal to-the-list.eml --received message.eml --domain example.org --selector s2026 --key s2026.pem --authserv-id mx.example.org",
        ];
        return seal;
    }

    private static IEnumerable<string> NotesOf(SealedResults found, string identifier)
    {
        string name = TerminalText.Quote(identifier);
        if (found.UnreadableCount > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{AuthenticationResultsField.FieldName} fields of {name} that cannot be read, and are not sealed: {found.UnreadableCount}");
        if (found.Results is null)
            yield return $"the message has no {(found.UnreadableCount > 0 ? "other " : string.Empty)}results of {name}; that of ARC is sealed alone";
        if (found.FieldCount > 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"the results of {found.FieldCount} {AuthenticationResultsField.FieldName} fields of {name} are sealed as one; a forged one among them would be, too");
    }
}
