using System.CommandLine;
using Tes.Cli.Dkim;
using Tes.Cli.Dmarc;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Spf;
using Tes.Cli.Terminal;
using Tes.Mail.Dmarc;
using Tes.Mail.Spf.Evaluation;
using Tes.Mail.Verification;

namespace Tes.Cli.Mail;

/// <summary><c>tes mail verify</c>: whether a message comes from whom it says.</summary>
internal static class MailVerifyCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("FILE") { Description = "Message as it came; - is the standard input. A file whose lines end in LF is verified with CRLF." };
        var ip = new Option<string?>("--ip") { Description = "Address of the SMTP client. Without it SPF is not evaluated.", HelpName = "ADDRESS" };
        var helo = new FreeTextOption("--helo") { Description = "Name in HELO or EHLO; may be anything.", HelpName = "NAME", DefaultValueFactory = _ => string.Empty };
        var mailFrom = new FreeTextOption("--mail-from")
        {
            Description = "Reverse-path, which SPF needs; may be anything. Empty, or <>: the HELO name stands for it.",
            HelpName = "FROM",
        };
        var serviceId = new Option<string?>("--authserv-id") { Description = "Also show the Authentication-Results header field (RFC 8601) that a receiver of this name adds.", HelpName = "NAME" };
        Option<string?> suffixList = DmarcCommand.SuffixListOption("Also show what receivers make of it that still follow RFC 7489 with this public suffix list.");
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show every term of SPF and every step to the DMARC record, too." };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({MailVerifyJson.Schema})." };
        var lookup = new LookupOptions();
        var verify = new Command(
            "verify",
            "Verify a message as a receiver does: SPF, DKIM and DMARC, with ARC as information. Exit status: 0 it comes from whom it says, 1 it does not or nothing shows it, 2 usage, 3 a look-up that decides failed, or SPF that decides was not evaluated.");
        verify.Add(file);
        foreach (Option option in new Option[] { ip, helo, mailFrom, serviceId, suffixList, verbose, json })
            verify.Add(option);
        lookup.AddTo(verify);
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            DateTimeOffset time = lookup.At(parsed) ?? console.Time.GetUtcNow();
            string? receiver = parsed.GetValue(serviceId);
            if (receiver?.Length == 0)
                throw new UsageException("--authserv-id needs a name");
            string? client = parsed.GetValue(ip);
            // Nothing said is no null reverse-path, for which the HELO name would stand.
            if (client is not null && parsed.GetResult(mailFrom) is null)
                throw new UsageException("--ip needs --mail-from as well: the reverse-path of the message, or '<>' where it has none");
            SpfRequest? session = client is null ? null : new SpfRequest
            {
                Client = SessionText.ParseAddress(client),
                Helo = SessionText.ToAscii(parsed.GetRequiredValue(helo)),
                MailFrom = SessionText.ReadReversePath(parsed.GetRequiredValue(mailFrom)),
                ReceivingHost = receiver ?? "unknown",
                Time = time,
            };
            PublicSuffixList? list = DmarcCommand.ReadList(parsed.GetValue(suffixList));
            MessageFile message = MessageFile.Read(parsed.GetRequiredValue(file), console);
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            using var timeLimit = new CancellationTokenSource(SpfCheckCommand.EvaluationTime, console.Time);
            var options = new MessageVerifierOptions(time) { Session = session, SpfTimeLimit = timeLimit.Token, SuffixList = list };
            MessageVerification verification = await MessageVerifier.VerifyAsync(resolver, message.Message, options, cancellationToken);
            var report = new MailReport(message, verification, receiver);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => MailVerifyJson.Write(document, report, resolver.Path));
            else
                new MailVerifyText(console.Output, report, new Palette(console.Color)).Write(parsed.GetValue(verbose));
            bool isTroubled = ResolverTrouble.Tell(resolver, console) && verification.Verdict != AuthenticationVerdict.Authenticated;
            return (int)(isTroubled ? ExitStatus.Inconclusive : StatusOf(verification.Verdict));
        });
        examples[verify] =
        [
            "tes mail verify message.eml --ip 192.0.2.1 --helo mx.example.org --mail-from alice@example.org",
            "tes mail verify bounce.eml --ip 2001:db8::25 --helo mx.example.org --mail-from '<>' --json",
            "tes mail verify - --ip 192.0.2.1 --helo mx.example.org --mail-from alice@example.org --authserv-id mx.example.net < message.eml",
        ];
        return verify;
    }

    private static ExitStatus StatusOf(AuthenticationVerdict verdict) => verdict switch
    {
        AuthenticationVerdict.Authenticated => ExitStatus.Good,
        AuthenticationVerdict.NotAuthenticated => ExitStatus.CheckFailed,
        AuthenticationVerdict.Undetermined => ExitStatus.Inconclusive,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };
}
