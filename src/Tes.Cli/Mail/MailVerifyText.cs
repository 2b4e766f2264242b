using System.Globalization;
using Tes.Cli.Arc;
using Tes.Cli.Dkim;
using Tes.Cli.Dmarc;
using Tes.Cli.Spf;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Arc;
using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Tes.Mail.Messages;
using Tes.Mail.Spf.Evaluation;
using Tes.Mail.Verification;

namespace Tes.Cli.Mail;

/// <summary>What came of a message, for people: the verdict, each method with its reasons, what can be mended.</summary>
internal sealed class MailVerifyText(TextWriter output, MailReport report, Palette palette)
{
    private readonly MessageVerification _verification = report.Verification;

    public void Write(bool verbose)
    {
        WriteVerdict();
        WriteSpf(verbose);
        output.WriteLine();
        output.WriteLine($"{palette.Heading("DKIM")}: {Word(_verification.Dkim)}");
        DkimVerifyText.WriteSignatures(output, _verification.Dkim, palette);
        WriteDmarc(verbose);
        WriteArc();
        WriteList("What to do", report.Fixes.Select(TerminalText.Escape));
        WriteField();
    }

    private void WriteVerdict()
    {
        string policy = _verification.Dmarc.Policy is { } applies ? $", policy {DmarcWords.Of(applies)}" : string.Empty;
        output.WriteLine(_verification.Verdict switch
        {
            AuthenticationVerdict.Authenticated => palette.Good("authenticated") + $": the message comes from whom it says (DMARC {Result}{policy})",
            AuthenticationVerdict.NotAuthenticated => palette.Bad("not authenticated") + $": nothing shows that the message comes from whom it says (DMARC {Result}{policy})",
            _ => palette.Doubtful("not known") + $": {WhyUndetermined()} (DMARC {Result}{policy})",
        });
        output.WriteLine("  From: " + DkimVerifyText.AuthorsOf(_verification.Message));
        if (_verification.Dmarc.Disposition != DmarcPolicy.None)
            output.WriteLine($"  the owner of the domain asks receivers to {palette.Bad(DmarcWords.Of(_verification.Dmarc.Disposition)!)} it");
        foreach (string note in report.File.Notes())
            output.WriteLine("  note: " + note);
        if (report.ForgedFields > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  note: Authentication-Results fields that claim to be of this receiver, and have to be removed (RFC 8601 section 5): {report.ForgedFields}"));
    }

    private string WhyUndetermined() =>
        _verification.Authors is AuthorAddresses.Malformed { IsUnreadableHere: true, Failure: var failure } ? failure.Reason
        : _verification.Dmarc.Result == DmarcResult.TempError ? TerminalText.Escape(_verification.Dmarc.Reason)
        : _verification.Spf is SpfVerification.NotEvaluated ? "no signature authenticates the author, and SPF was not evaluated"
        : "a look-up that could authenticate the author failed";

    private string Result => DmarcResultWords.Of(_verification.Dmarc.Result);

    private void WriteSpf(bool verbose)
    {
        output.WriteLine();
        if (_verification.Spf is not SpfVerification.Evaluated { Evaluation: var evaluation, Request: var request })
        {
            output.WriteLine($"{palette.Heading("SPF")}: {palette.Doubtful("not evaluated")}: give the client with --ip, --helo and --mail-from");
            return;
        }

        output.Write(palette.Heading("SPF") + ": ");
        SpfCheckText.WriteResult(output, evaluation, request, palette);
        if (evaluation.Identity == SpfIdentity.Helo)
            output.WriteLine("  the reverse-path is null: the HELO name stands for it (RFC 7208 section 2.4)");
        if (verbose)
            SpfCheckText.WriteTrace(output, evaluation, palette);
    }

    private void WriteDmarc(bool verbose)
    {
        MessageDmarc dmarc = _verification.Dmarc;
        output.WriteLine();
        output.WriteLine($"{palette.Heading("DMARC")}: {Colour(dmarc.Result)}");
        output.WriteLine("  " + TerminalText.Escape(dmarc.Reason));
        foreach (DmarcEvaluation evaluation in dmarc.Evaluation.Evaluations)
            WriteAuthor(evaluation, verbose);
        if (dmarc is { SuffixList.Discovery: var discovery, SuffixListResult: { } result })
        {
            bool agrees = result == dmarc.Result && discovery.Policy == dmarc.Policy;
            string found = discovery.RecordDomain is { } domain ? $", policy {DmarcWords.Of(discovery.Policy)} of {Name(domain)}" : string.Empty;
            output.WriteLine($"  with the public suffix list (RFC 7489): {Colour(result)}{found}{(agrees ? string.Empty : $": {palette.Doubtful("receivers differ")}")}");
        }
    }

    private void WriteArc()
    {
        ArcVerification arc = _verification.Arc;
        ArcOutcome outcome = arc.Outcome;
        output.WriteLine();
        string word = outcome.Match(none => palette.Quiet(none.Word), pass => palette.Good(pass.Word), fail => palette.Bad(fail.Word), tempError => palette.Doubtful(tempError.Word));
        output.WriteLine($"{palette.Heading("ARC")}: {word}: {TerminalText.Escape(outcome.Reason)}");
        if (outcome is ArcOutcome.None)
            return;
        if (outcome is ArcOutcome.Pass { OldestPass: var oldest })
            output.WriteLine("  " + ArcVerifyText.WhoSent(oldest));
        if (arc.Security is { } security)
            output.WriteLine($"  the keys are {palette.Security(security)}");
        foreach (ArcSet set in arc.Sets)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  set {set.Instance}: seal of {TerminalText.Escape(set.Seal?.ShownDomain ?? "?")} {set.Seal?.Outcome.Word ?? "missing"}, message signature {set.MessageSignature?.Outcome.Word ?? "missing"}"));
            if (set.MessageSignature is { } signature)
                DkimVerifyText.WriteUnsigned(output, signature, "    ", palette);
        }

        output.WriteLine("  for information: a chain authenticates no author, and counts only where its sealers are known (tes arc verify shows what they found)");
    }

    private void WriteAuthor(DmarcEvaluation evaluation, bool verbose)
    {
        string why = evaluation.Reason == _verification.Dmarc.Reason ? string.Empty : $", {evaluation.Reason}";
        output.WriteLine($"  Author Domain {palette.Heading(Name(evaluation.AuthorDomain))}: {Colour(evaluation.Result)}{why}");
        output.WriteLine("    " + evaluation.Discovery.Match(
            governed => $"record of {Name(governed.RecordDomain)}: {TerminalText.Escape(governed.Record.Text)}",
            notPublished => "no record at it or above it",
            undetermined => $"the look-up at {Name(undetermined.Step.Domain)} {(undetermined.Step.Lookup is DmarcLookup.Bogus ? "is bogus" : "failed")}: {TerminalText.Escape(DmarcWords.ProblemOf(undetermined.Step.Lookup))}"));
        if (evaluation.Discovery is DmarcDiscovery.Governed { Policy: { } policy, Record: var record })
            output.WriteLine($"    policy {DmarcWords.Of(policy.Policy)}, by {policy.Tag.ToString().ToLowerInvariant()}{(record.Lower(policy.Policy) is var lower && lower != policy.Policy ? $", in test mode as {DmarcWords.Of(lower)}" : string.Empty)}");
        foreach (IdentifierAlignment alignment in evaluation.Alignments.Take(DkimLimits.MaxSignatures + 1))
            output.WriteLine($"    {Line(alignment)}");
        output.WriteLine($"    the answers are {palette.Security(evaluation.Security)}");
        if (verbose)
            DmarcWalkText.Write(output, evaluation.Discovery.Walk, palette);
    }

    private string Line(IdentifierAlignment alignment)
    {
        string passed = alignment.Identifier.Authentication switch
        {
            IdentifierAuthentication.Passed => palette.Good("passed"),
            IdentifierAuthentication.Undetermined => palette.Doubtful("not known"),
            _ => palette.Bad("did not pass"),
        };
        string aligned = alignment.Outcome switch
        {
            AlignmentOutcome.Aligned => palette.Good("aligned"),
            AlignmentOutcome.NotAligned => palette.Bad("not aligned"),
            AlignmentOutcome.Undetermined => palette.Doubtful("alignment not known"),
            _ => palette.Quiet("alignment not looked at"),
        };
        return $"{MailWords.Of(alignment.Identifier.Mechanism).ToUpperInvariant()} {Name(alignment.Identifier.Domain)}: {passed}, {aligned} ({DmarcWords.Of(alignment.Mode)})";
    }

    private void WriteList(string heading, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
            return;
        output.WriteLine();
        output.WriteLine(palette.Heading(heading));
        foreach (string line in all)
            output.WriteLine("  " + line);
    }

    // The field is made to be safe anywhere, and so are its lines here.
    private void WriteField()
    {
        if (report.Field is not { } field)
            return;
        output.WriteLine();
        output.WriteLine(palette.Heading("Header field of the receiver"));
        foreach (string line in field.Split("\r\n"))
            output.WriteLine(line.StartsWith('\t') ? "\t" + TerminalText.Escape(line[1..]) : TerminalText.Escape(line));
    }

    private string Colour(DmarcResult result) => result switch
    {
        DmarcResult.Pass => palette.Good(DmarcResultWords.Of(result)),
        DmarcResult.Fail or DmarcResult.PermError => palette.Bad(DmarcResultWords.Of(result)),
        _ => palette.Doubtful(DmarcResultWords.Of(result)),
    };

    private string Word(DkimVerification verification) => verification.Best?.Outcome switch
    {
        null => palette.Doubtful("none") + ": the message has no signature",
        DkimOutcome.Pass pass => palette.Good(pass.Word),
        DkimOutcome.TempError error => palette.Doubtful(error.Word),
        var other => palette.Bad(other.Word),
    };

    private static string Name(DomainName name) => TerminalText.Escape(name.ToDisplayString());
}
