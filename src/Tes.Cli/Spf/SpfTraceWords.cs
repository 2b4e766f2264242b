using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Mail.Spf;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Cli.Spf;

/// <summary>Words for the parts of a trace, the same in text and JSON.</summary>
internal static class SpfTraceWords
{
    /// <summary>What an answer says: <c>found</c>, <c>nodata</c>, <c>nxdomain</c>, <c>bogus</c> or <c>failed</c>.</summary>
    public static string Of(Answer answer) => answer.Match(
        found => "found",
        absent => absent.Absence == Absence.NXDomain ? "nxdomain" : "nodata",
        bogus => "bogus",
        failed => "failed");

    public static string Of(SpfTermOutcome outcome) => outcome switch
    {
        SpfTermOutcome.NotMatched => "no-match",
        SpfTermOutcome.Matched => "match",
        SpfTermOutcome.Error => "error",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    /// <summary>How many records were found.</summary>
    public static int CountOf(Answer answer) => answer is Answer.Found found ? found.RRset.RRset.Rdatas.Count : 0;

    /// <summary>The record as published; null where there is none. May be a peer's text: to be escaped.</summary>
    public static string? RecordOf(SpfLookup? lookup) => lookup switch
    {
        SpfLookup.Published published => published.Record.Text,
        SpfLookup.Malformed malformed => malformed.Text,
        _ => null,
    };

    /// <summary>One sentence about what decided. May quote a peer: to be escaped.</summary>
    public static string ReasonOf(SpfDecision decision) => decision.Match(
        matched => $"{matched.Term.Term}: {matched.Term.Reason}",
        nothingMatched => "no mechanism matches, and there is no redirect",
        redirected => $"redirected to {redirected.Record.Domain.ToDisplayString()}: {ReasonOf(redirected.Record.Decision)}",
        noRecord => noRecord.Reason,
        error => error.Reason);

    /// <summary>A number with its noun.</summary>
    public static string Count(int number, string one) => number == 1 ? $"1 {one}" : $"{number} {one}s";

    public static string Question(Answer answer) => $"{answer.Question.Name.ToDisplayString()} {answer.Question.Type.ToMnemonic()}";
}
