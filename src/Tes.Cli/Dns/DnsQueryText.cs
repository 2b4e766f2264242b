using System.Globalization;
using Tes.Cli.Terminal;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Cli.Dns;

/// <summary>An answer for people: the verdict, the chain of trust from the anchor down, then the records or the proof of their absence.</summary>
internal static class DnsQueryText
{
    public static void Write(TextWriter output, Answer answer, Palette palette)
    {
        string name = TerminalText.Escape(answer.Question.Name.ToDisplayString());
        output.WriteLine($"{name} {answer.Question.Type.ToMnemonic()}: {palette.Security(answer.Security)}, {AnswerText.ResponseCodeOf(answer) ?? "no answer"}");
        output.WriteLine("  " + TerminalText.Escape(AnswerText.ReasonOf(answer)));
        ExtendedDnsError? error = AnswerText.ErrorOf(answer);
        if (answer is Answer.Failed failed)
            WriteFailure(output, failed.Failure);
        else if (error is not null)
            output.WriteLine($"  extended DNS error {CodeOf(error)}");

        foreach (string note in AnswerText.NotesOf(answer))
            output.WriteLine("  note: " + TerminalText.Escape(note));

        ChainText.Write(output, answer.Trace, palette);
        WriteRRsets(output, answer is Answer.Bogus ? "Records (not to be used)" : "Records", AnswerText.RRsetsOf(answer), error, palette);
        if (answer is Answer.Absent absent)
            WriteRRsets(output, "Proof of absence", absent.Proof, error, palette);
    }

    private static void WriteFailure(TextWriter output, LookupFailure failure)
    {
        output.WriteLine($"  failed question: {TerminalText.Escape(failure.Question.Name.ToDisplayString())} {failure.Question.Type.ToMnemonic()} ({AnswerText.KindOf(failure.Kind)})");
        foreach (ExtendedDnsError error in failure.Errors)
            output.WriteLine("  the resolver adds " + ErrorLine(error));
    }

    private static void WriteRRsets(TextWriter output, string heading, IReadOnlyList<ValidatedRRset> rrsets, ExtendedDnsError? told, Palette palette)
    {
        if (rrsets.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(palette.Heading(heading));
        foreach (ValidatedRRset validated in rrsets)
        {
            foreach (ResourceRecord record in validated.RRset.ToRecords())
                output.WriteLine("  " + TerminalText.Escape(record.ToString()));
            output.WriteLine($"    {palette.Security(validated.Security)}{Signature(validated)}");
            foreach (string line in SignatureText.Rejected(validated))
                output.WriteLine("    " + line);
            if (validated.Error is { } error && error != told && validated.Rejected.All(rejected => rejected.Text != error.Text))
                output.WriteLine("    " + ErrorLine(error));
            foreach (ValidatedRRset proof in validated.ExpansionProof)
                output.WriteLine("    nothing closer than the wildcard: " + SignatureText.Proof(proof));
        }
    }

    private static string Signature(ValidatedRRset validated)
    {
        string wildcard = validated.Expansion is { } expansion ? $", expanded from {TerminalText.Escape(expansion.ToDisplayString())}" : string.Empty;
        return SignatureText.Convinced(validated) is { } signed ? $": {signed}{wildcard}" : string.Empty;
    }

    private static string ErrorLine(ExtendedDnsError error) =>
        $"extended DNS error {CodeOf(error)}: {TerminalText.Escape(error.Text)}";

    private static string CodeOf(ExtendedDnsError error) => string.Create(
        CultureInfo.InvariantCulture, $"{(int)error.Code} ({(Enum.IsDefined(error.Code) ? error.Code.ToString() : "unassigned")})");
}
