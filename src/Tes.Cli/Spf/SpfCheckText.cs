using Tes.Cli.Terminal;
using Tes.Dns.Resolution;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Cli.Spf;

/// <summary>An evaluation for people: the result, what decided, then every term in the order in which it was looked at.</summary>
internal static class SpfCheckText
{
    public static void Write(TextWriter output, SpfEvaluation evaluation, SpfRequest request, Palette palette)
    {
        WriteResult(output, evaluation, request, palette);
        if (evaluation.Record is null)
            return;
        output.WriteLine();
        WriteTrace(output, evaluation, palette);
    }

    /// <summary>The result and what decided.</summary>
    public static void WriteResult(TextWriter output, SpfEvaluation evaluation, SpfRequest request, Palette palette)
    {
        string what = evaluation.Identity == SpfIdentity.Helo ? $"HELO {TerminalText.Quote(evaluation.Domain)}" : $"mail from {TerminalText.Quote(request.MailFrom)}";
        output.WriteLine($"{what} by {request.Client}: {Colour(evaluation.Result, palette)}");
        output.WriteLine("  " + TerminalText.Escape(SpfTraceWords.ReasonOf(evaluation.Decision)));
        if (evaluation.Explanation.Text is { } explanation)
            output.WriteLine($"  the domain says: {TerminalText.Escape(explanation)}");
        if (evaluation.Explanation.Problem is { } problem)
            output.WriteLine($"  no explanation: {TerminalText.Escape(problem)}");
        if (evaluation.Security is { } security)
            output.WriteLine($"  the answers are {palette.Security(security)}; {SpfTraceWords.Count(evaluation.LookupTerms, "term")} with look-ups, {evaluation.VoidLookups} void");
    }

    /// <summary>Every term that was looked at.</summary>
    public static void WriteTrace(TextWriter output, SpfEvaluation evaluation, Palette palette)
    {
        if (evaluation.Record is not { } record)
            return;
        output.WriteLine(palette.Heading("Evaluation"));
        WriteRecord(output, record, "  ", palette);
    }

    private static void WriteRecord(TextWriter output, SpfRecordTrace record, string margin, Palette palette)
    {
        string domain = TerminalText.Escape(record.Domain.ToDisplayString());
        string text = SpfTraceWords.RecordOf(record.Lookup) is { } published ? $" {TerminalText.Escape(published)}" : string.Empty;
        string status = record.Lookup is { } lookup ? $" ({palette.Security(lookup.Security)})" : string.Empty;
        output.WriteLine($"{margin}{domain}:{text}{status}");
        foreach (SpfTermTrace term in record.Terms)
        {
            output.WriteLine($"{margin}  {Word(term.Outcome, palette)}  {TerminalText.Escape(term.Term)}: {TerminalText.Escape(term.Reason)}");
            foreach (Answer answer in term.Lookups)
                output.WriteLine($"{margin}            {palette.Quiet(Line(answer))}");
            if (term.Record is { } inner)
                WriteRecord(output, inner, margin + "            ", palette);
        }

        output.WriteLine($"{margin}  result {Colour(record.Result, palette)}");
    }

    private static string Line(Answer answer)
    {
        string found = answer is Answer.Found ? SpfTraceWords.Count(SpfTraceWords.CountOf(answer), "record") : SpfTraceWords.Of(answer);
        return $"{TerminalText.Escape(SpfTraceWords.Question(answer))}: {found}, {Tes.Scan.Reports.ReportWords.Of(answer.Security)}";
    }

    private static string Word(SpfTermOutcome outcome, Palette palette) => outcome switch
    {
        SpfTermOutcome.Matched => palette.Good("match   "),
        SpfTermOutcome.NotMatched => palette.Quiet("no match"),
        SpfTermOutcome.Error => palette.Bad("error   "),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    private static string Colour(SpfResult result, Palette palette) => result switch
    {
        SpfResult.Pass => palette.Good(SpfWords.Of(result)),
        SpfResult.Fail or SpfResult.PermError => palette.Bad(SpfWords.Of(result)),
        _ => palette.Doubtful(SpfWords.Of(result)),
    };
}
