using System.Globalization;
using Tes.Cli.Dkim;
using Tes.Cli.Mail;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Mail.Arc;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dkim;

namespace Tes.Cli.Arc;

/// <summary>The verdict for people: the chain, then each set, the newest first.</summary>
internal static class ArcVerifyText
{
    public static void Write(TextWriter output, MessageFile file, ArcVerification verification, Palette palette)
    {
        ArcOutcome outcome = verification.Outcome;
        string word = outcome.Match(none => palette.Doubtful(none.Word), pass => palette.Good(pass.Word), fail => palette.Bad(fail.Word), tempError => palette.Doubtful(tempError.Word));
        output.WriteLine($"{word}: {TerminalText.Escape(outcome.Reason)}");
        if (outcome is ArcOutcome.TempError)
            output.WriteLine("  " + palette.Doubtful("another try may end otherwise; who must decide now takes it for fail (RFC 8617 §5.2.1)"));
        if (outcome is ArcOutcome.Pass passed)
            output.WriteLine("  " + WhoSent(passed.OldestPass));
        output.WriteLine("  From: " + DkimVerifyText.AuthorsOf(file.Message));
        foreach (string note in file.Notes())
            output.WriteLine("  note: " + note);
        if (verification.Sets.Count > 0 && outcome is not ArcOutcome.Pass)
            output.WriteLine("  " + palette.Doubtful("what the sets say is not to be believed"));
        foreach (ArcSet set in verification.Sets.Reverse())
            Write(output, set, palette);
    }

    /// <summary>What a chain that passes says of the message. RFC 8617 §5.2 step 5: of older signatures no more than that one does not verify.</summary>
    public static string WhoSent(int oldestPass) => oldestPass == 0
        ? "what is signed of the message is as the first hop sent it (oldest-pass=0)"
        : string.Create(CultureInfo.InvariantCulture, $"what is signed of the message is as hop {oldestPass} sent it; the message signature before that does not verify (oldest-pass={oldestPass})");

    private static void Write(TextWriter output, ArcSet set, Palette palette)
    {
        output.WriteLine();
        string domain = set.Seal?.ShownDomain ?? set.MessageSignature?.ShownDomain ?? "?";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Instance}  {palette.Heading(TerminalText.Escape(domain))}"));
        output.WriteLine("  seal: " + (set.Seal is { } seal ? OfSeal(seal, palette) : palette.Bad("missing")));
        output.WriteLine("  message signature: " + (set.MessageSignature is { } signature ? OfSignature(signature, palette) : palette.Bad("missing")));
        if (set.MessageSignature is { } report)
            DkimVerifyText.WriteUnsigned(output, report, "    ", palette);
        if (set.AuthenticationResults is not { } found)
        {
            output.WriteLine("  results: " + palette.Bad("missing"));
        }
        else if (found.Results is not { } results)
        {
            output.WriteLine("  results: " + palette.Doubtful($"cannot be read: {TerminalText.Escape(found.Failure?.ToString())}"));
        }
        else
        {
            output.WriteLine($"  results of {TerminalText.Escape(ResultText.Quote(results.AuthenticationServiceId))}: {(results.Results.Count == 0 ? "none" : string.Empty)}".TrimEnd());
            foreach (MethodResult result in results.Results)
                output.WriteLine($"    {TerminalText.Escape(ResultText.Of(result) + (result.Reason is { } reason ? $" reason={ResultText.Quote(reason)}" : string.Empty))}");
        }
    }

    private static string OfSeal(ArcSealReport report, Palette palette)
    {
        string status = report.ChainValidation is { } known ? $", cv={ArcWords.Of(known)}" : string.Empty;
        string how = report.Seal is { } seal ? $"; {DkimWords.Of(seal.Algorithm)}{At(seal.Timestamp)}" : string.Empty;
        return $"{Verdict(report.Outcome, palette)}{status}, selector {TerminalText.Escape(report.ClaimedSelector ?? "?")}{how}{KeyOf(report.Lookup, report.Key, palette)}";
    }

    private static string OfSignature(DkimSignatureReport report, Palette palette)
    {
        string domain = TerminalText.Escape(report.ShownDomain ?? "?");
        string how = report.Signature is { } signature ? $"; {DkimWords.Of(signature.Algorithm)}{At(signature.Timestamp)}" : string.Empty;
        return $"{Verdict(report.Outcome, palette)}, {domain}, selector {TerminalText.Escape(report.ClaimedSelector ?? "?")}{how}{KeyOf(report.Lookup, report.Key, palette)}";
    }

    private static string Verdict(DkimOutcome outcome, Palette palette) =>
        DkimVerifyText.Word(outcome, palette) + (outcome is DkimOutcome.Pass ? string.Empty : $" ({TerminalText.Escape(outcome.Reason)})");

    private static string At(DateTimeOffset? time) => time is { } made ? ", " + TimeText.Format(made) : string.Empty;

    private static string KeyOf(DkimKeyLookup? lookup, DkimPublicKey? key, Palette palette) =>
        lookup is null ? string.Empty : "; key " + DkimVerifyText.KeyOf(lookup, key, palette);
}
