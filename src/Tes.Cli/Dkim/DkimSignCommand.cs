using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Mail.Dkim;

namespace Tes.Cli.Dkim;

/// <summary><c>tes dkim sign</c>: a message with signatures in front.</summary>
internal static class DkimSignCommand
{
    private const string Relaxed = "relaxed";
    private const string Simple = "simple";

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("FILE") { Description = "Message; - is the standard input. Lines end as they came; what is signed has CRLF." };
        var domain = new Option<string>("--domain") { Description = "Signing domain (d=).", HelpName = "NAME", Required = true };
        var selectors = new Option<string[]>("--selector") { Description = "Selector (s=) of a key; one for each --key, in the same order.", HelpName = "SELECTOR", Required = true };
        var keys = new Option<string[]>("--key") { Description = "Private key, PEM: RSA or Ed25519; several make several signatures.", HelpName = "FILE", Required = true };
        var headers = new Option<string?>("--header-list") { Description = "Fields to sign, as often as they stand and once more, in place of the usual ones: From:To:Subject.", HelpName = "NAMES" };
        var identifier = new Option<string?>("--identifier") { Description = "Agent or user identifier (i=), at or below the domain.", HelpName = "ADDRESS" };
        var forms = new Option<string>("--canonicalization") { Description = "Canonicalization of header and body (c=).", HelpName = "FORM/FORM", DefaultValueFactory = _ => "relaxed/relaxed" };
        forms.AcceptOnlyFromAmong($"{Relaxed}/{Relaxed}", $"{Relaxed}/{Simple}", $"{Simple}/{Relaxed}", $"{Simple}/{Simple}");
        var expire = new Option<TimeSpan?>("--expire") { Description = "Let the signature expire (x=) after this time: 36h, 7d. Default: never.", HelpName = "DURATION", CustomParser = ParseLifetime };
        var at = new Option<DateTimeOffset?>("--at") { Description = "Time of the signature (t=, ISO 8601). Default: now.", HelpName = "TIME", CustomParser = LookupOptions.ParseInstant };
        var sign = new Command("sign", "Sign a message and print it. Exit status: 0 done, 2 usage, or a message that must not be signed.");
        foreach (Option option in (Option[])[domain, selectors, keys, headers, identifier, forms, expire, at])
            sign.Add(option);
        sign.Add(file);
        sign.SetAction(parsed =>
        {
            MessageFile message = MessageFile.Read(parsed.GetRequiredValue(file), console);
            string[] form = parsed.GetRequiredValue(forms).Split('/');
            var options = new DkimSignerOptions(QueryName.Parse(parsed.GetRequiredValue(domain)), parsed.GetValue(at) ?? console.Time.GetUtcNow())
            {
                AgentIdentifier = parsed.GetValue(identifier),
                Lifetime = parsed.GetValue(expire),
                HeaderCanonicalization = FormOf(form[0]),
                BodyCanonicalization = FormOf(form[1]),
            };
            if (parsed.GetValue(headers) is { } names)
                options = options with { OverSignedFields = names.Split(':', StringSplitOptions.TrimEntries), SignedFields = [] };
            DkimSigningKey[] signers = ReadKeys(parsed.GetRequiredValue(selectors), parsed.GetRequiredValue(keys));
            ReadOnlyMemory<byte> fields = DkimSigner.Sign(message.Message, signers, options).Match(
                signed => signed.Fields,
                refused => throw new UsageException($"not signed: {refused.Reason}"));
            message.WriteBehind(fields, console);
            return (int)ExitStatus.Good;
        });
        examples[sign] =
        [
            "tes dkim sign message.eml --domain example.org --selector s2026 --key s2026.pem",
            "tes dkim sign message.eml --domain example.org --selector r1 --key r1.pem --selector e1 --key e1.pem --expire 7d",
        ];
        return sign;
    }

    private static DkimSigningKey[] ReadKeys(string[] selectors, string[] keys) => selectors.Length == keys.Length
        ? [.. selectors.Zip(keys, (selector, path) => new DkimSigningKey(selector, DkimKeyFile.Read(path)))]
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"there are {selectors.Length} --selector and {keys.Length} --key; each key needs its selector"));

    private static DkimCanonicalization FormOf(string word) => word == Relaxed ? DkimCanonicalization.Relaxed : DkimCanonicalization.Simple;

    private static TimeSpan? ParseLifetime(ArgumentResult result)
    {
        // Own limit: a year is far beyond any queue.
        const int MostSeconds = 366 * 86400;
        string text = result.Tokens[^1].Value;
        (string number, int unit) = text switch
        {
            _ when text.EndsWith('d') => (text[..^1], 86400),
            _ when text.EndsWith('h') => (text[..^1], 3600),
            _ when text.EndsWith('m') => (text[..^1], 60),
            _ when text.EndsWith('s') => (text[..^1], 1),
            _ => (text, 1),
        };
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && (long)value * unit is >= 1 and <= MostSeconds)
            return TimeSpan.FromSeconds(value * unit);
        result.AddError($"{TerminalText.Quote(text)} is not a duration between 1s and 366d");
        return null;
    }
}
