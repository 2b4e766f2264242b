using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Cli.Spf;

/// <summary><c>tes spf check</c>: what a receiver makes of a client, its HELO name and its reverse-path.</summary>
internal static class SpfCheckCommand
{
    /// <summary>How long a check may take (RFC 7208 §4.6.4: at least 20 seconds).</summary>
    public static readonly TimeSpan EvaluationTime = TimeSpan.FromSeconds(30);

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var ip = new Option<string>("--ip") { Description = "Address of the SMTP client.", HelpName = "ADDRESS", Required = true };
        var helo = new FreeTextOption("--helo") { Description = "Name in HELO or EHLO; may be anything.", HelpName = "NAME", DefaultValueFactory = _ => string.Empty };
        var mailFrom = new FreeTextOption("--mail-from")
        {
            Description = "Reverse-path; may be anything. Empty: the HELO name is checked.",
            HelpName = "FROM",
            DefaultValueFactory = _ => string.Empty,
        };
        var identity = new Option<string>("--identity") { Description = "Which name to check: mailfrom or helo.", HelpName = "IDENTITY", DefaultValueFactory = _ => "mailfrom" };
        identity.AcceptOnlyFromAmong("mailfrom", "helo");
        var receiver = new FreeTextOption("--receiver") { Description = "Name of the receiving host, for explanations and Received-SPF.", HelpName = "NAME", DefaultValueFactory = _ => "unknown" };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({SpfCheckJson.Schema})." };
        var receivedSpf = new Option<bool>("--received-spf") { Description = "Print the Received-SPF header field (RFC 7208 section 9.1) alone." };
        var lookup = new LookupOptions();
        var check = new Command(
            "check", "Check a client against the policy of a domain (RFC 7208). Exit status: 0 pass, neutral or none, 1 fail, softfail or permerror, 2 usage, 3 temperror.");
        foreach (Option option in new Option[] { ip, helo, mailFrom, identity, receiver, json, receivedSpf })
            check.Add(option);
        lookup.AddTo(check);
        check.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new SpfRequest
            {
                Client = SessionText.ParseAddress(parsed.GetRequiredValue(ip)),
                Helo = SessionText.ToAscii(parsed.GetRequiredValue(helo)),
                MailFrom = SessionText.ReadReversePath(parsed.GetRequiredValue(mailFrom)),
                Identity = parsed.GetValue(identity) == "helo" ? SpfIdentity.Helo : SpfIdentity.MailFrom,
                ReceivingHost = parsed.GetRequiredValue(receiver),
                Time = lookup.At(parsed) ?? console.Time.GetUtcNow(),
            };
            if (parsed.GetValue(json) && parsed.GetValue(receivedSpf))
                throw new UsageException("--json has the header field, too; leave out --received-spf");
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            using var timeLimit = new CancellationTokenSource(EvaluationTime, console.Time);
            SpfEvaluation evaluation = await SpfCheck.EvaluateAsync(resolver, request, timeLimit.Token, cancellationToken);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => SpfCheckJson.Write(document, evaluation, request, resolver.Path));
            else if (parsed.GetValue(receivedSpf))
                console.Output.WriteLine(ReceivedSpf.Write(evaluation, request).ReplaceLineEndings("\n"));
            else
                SpfCheckText.Write(console.Output, evaluation, request, new Palette(console.Color));
            if (resolver.KnownTrouble is { } trouble)
            {
                console.WriteError($"the system's resolver is of no use here, and authoritative servers cannot be asked in its place: {trouble} (see 'tes dns doctor')");
                return (int)ExitStatus.Inconclusive;
            }

            return (int)StatusOf(evaluation.Result);
        });
        examples[check] =
        [
            "tes spf check --ip 192.0.2.1 --helo mx.example.org --mail-from alice@example.org",
            "tes spf check --ip 2001:db8::25 --helo mx.example.org --mail-from '' --json",
            "tes spf check --ip 192.0.2.1 --helo mx.example.org --mail-from alice@example.org --receiver mx.example.net --received-spf",
        ];
        return check;
    }

    // Neutral and none speak against nobody (RFC 7208 §8.1 and §8.2).
    private static ExitStatus StatusOf(SpfResult result) => result switch
    {
        SpfResult.Pass or SpfResult.Neutral or SpfResult.None => ExitStatus.Good,
        SpfResult.Fail or SpfResult.SoftFail or SpfResult.PermError => ExitStatus.CheckFailed,
        SpfResult.TempError => ExitStatus.Inconclusive,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "Not a result."),
    };
}
