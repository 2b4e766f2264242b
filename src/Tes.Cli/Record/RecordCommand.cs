using System.CommandLine;
using Tes.Cli.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;

namespace Tes.Cli.Record;

/// <summary><c>tes record</c>: records of mail domains as text, without a network.</summary>
internal static class RecordCommand
{
    private const string PolicyKind = "mta-sts-policy";

    // Senders stop at 64 KiB (RFC 8461 §3.3); the reader says so, and not the one who opens the file.
    private const int LargestPolicyFile = 1024 * 1024;

    private static readonly Dictionary<string, Func<string, RecordReading>> Kinds = new(StringComparer.Ordinal)
    {
        ["spf"] = SpfReading.Read,
        ["dkim"] = DkimReading.Read,
        ["dmarc"] = DmarcReading.Read,
        ["mta-sts"] = MtaStsReading.ReadRecord,
        ["tlsrpt"] = TlsRptReading.Read,
    };

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) =>
        CommandGroup.Create("record", "Check records for mail before they are published, without a network.", Parse(console, examples));

    private static Command Parse(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var kind = new Argument<string>("KIND") { Description = $"{string.Join(", ", Kinds.Keys)}, or {PolicyKind}." };
        var text = new Argument<string>("TEXT") { Description = $"The text of the TXT record, in one piece and without quotation marks. For {PolicyKind}: the policy's file, or - for the standard input." };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({RecordJson.Schema})." };
        var parse = new Command("parse", "Say whether a record is valid, where its errors are, and what each part means. Exit status: 0 valid, 1 not, 2 usage.");
        parse.Add(kind);
        parse.Add(text);
        parse.Add(json);
        parse.SetAction(parsed =>
        {
            string chosen = parsed.GetRequiredValue(kind);
            string given = parsed.GetRequiredValue(text);
            RecordReading reading = chosen == PolicyKind ? MtaStsReading.ReadPolicy(InputOctets.Read(console, given, LargestPolicyFile))
                : Kinds.TryGetValue(chosen, out Func<string, RecordReading>? read) ? read(given)
                : throw new UsageException($"{TerminalText.Quote(chosen)} is not a kind of record; there are {string.Join(", ", Kinds.Keys)} and {PolicyKind}");
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => RecordJson.Write(document, chosen, reading));
            else
                RecordText.Write(console.Output, chosen, reading, new Palette(console.Color));
            return (int)(reading.IsValid ? ExitStatus.Good : ExitStatus.CheckFailed);
        });
        examples[parse] =
        [
            "tes record parse spf \"v=spf1 mx -all\"",
            "tes record parse dmarc \"v=DMARC1; p=reject; rua=mailto:dmarc@example.org\"",
            "tes record parse mta-sts-policy mta-sts.txt",
        ];
        return parse;
    }
}
