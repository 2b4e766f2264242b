using System.Globalization;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Cli.Dkim;

/// <summary>The verdicts for people: the message, then each signature from the top.</summary>
internal static class DkimVerifyText
{
    public static void Write(TextWriter output, MessageFile file, DkimVerification verification, Palette palette)
    {
        int count = verification.Signatures.Count;
        output.WriteLine($"{Word(verification.Best?.Outcome, palette)}: {(count == 0 ? "the message has no signature" : string.Create(CultureInfo.InvariantCulture, $"{count} signature{(count == 1 ? string.Empty : "s")}"))}");
        output.WriteLine("  From: " + AuthorsOf(file.Message));
        foreach (string note in file.Notes())
            output.WriteLine("  note: " + note);
        WriteSignatures(output, verification, palette);
    }

    /// <summary>Each signature that was verified, and how many were not.</summary>
    public static void WriteSignatures(TextWriter output, DkimVerification verification, Palette palette)
    {
        foreach (DkimSignatureReport report in verification.Signatures.Take(DkimLimits.MaxSignatures))
            Write(output, report, palette);
        int others = verification.Signatures.Count - DkimLimits.MaxSignatures;
        if (others <= 0)
            return;
        output.WriteLine();
        output.WriteLine(palette.Doubtful(string.Create(
            CultureInfo.InvariantCulture, $"{others} more signature{(others == 1 ? " was" : "s were")} not verified: {DkimLimits.MaxSignatures} of a message are")));
    }

    /// <summary>Who has written the message, escaped.</summary>
    public static string AuthorsOf(MailMessage message) => AuthorAddresses.Of(message).Match(
        read => string.Join(", ", read.Mailboxes.Select(AuthorText.Of))
            + (read.FieldCount > 1 ? string.Create(CultureInfo.InvariantCulture, $" (of {read.FieldCount} From fields)") : string.Empty),
        absent => "there is no From field",
        malformed => $"malformed: {malformed.Failure}");

    private static void Write(TextWriter output, DkimSignatureReport report, Palette palette)
    {
        output.WriteLine();
        string domain = TerminalText.Escape(report.ShownDomain ?? "?");
        string selector = TerminalText.Escape(report.ClaimedSelector ?? "?");
        output.WriteLine($"{Word(report.Outcome, palette)}  {palette.Heading(domain)}, selector {selector}");
        output.WriteLine("  " + TerminalText.Escape(report.Outcome.Reason));
        if (report.Signature is { } signature)
            Write(output, signature);
        if (report.Lookup is { } lookup)
            output.WriteLine("  key: " + KeyOf(lookup, report.Key, palette));
        if (report.KeyRecord?.Flags.HasFlag(DkimKeyFlags.Testing) == true)
            output.WriteLine("  " + palette.Doubtful("the domain is testing DKIM (t=y): its mail counts as unsigned"));
        WriteUnsigned(output, report, "  ", palette);
    }

    /// <summary>What a DKIM-Signature or ARC-Message-Signature leaves unsigned.</summary>
    public static void WriteUnsigned(TextWriter output, DkimSignatureReport report, string indent, Palette palette)
    {
        if (report.UnsignedBodyOctets > 0)
            output.WriteLine(indent + palette.Doubtful(string.Create(CultureInfo.InvariantCulture, $"{report.UnsignedBodyOctets} octets at the end of the body are not signed (l=)")));
        foreach (string name in report.PartlySignedFields)
            output.WriteLine(indent + palette.Doubtful($"not every {TerminalText.Escape(name)} field is signed"));
    }

    private static void Write(TextWriter output, DkimSignature signature)
    {
        string times = (signature.Timestamp is { } made ? $", signed {TimeText.Format(made)}" : string.Empty)
            + (signature.Expiration is { } end ? $", expires {TimeText.Format(end)}" : string.Empty);
        output.WriteLine($"  {DkimWords.Of(signature.Algorithm)}, {DkimWords.Of(signature.HeaderCanonicalization)}/{DkimWords.Of(signature.BodyCanonicalization)}, identifier {TerminalText.Escape(signature.AgentIdentifier)}{times}");
        output.WriteLine("  signed fields: " + TerminalText.Escape(string.Join(", ", signature.SignedFields)));
    }

    /// <summary>What is known of a key.</summary>
    public static string KeyOf(DkimKeyLookup lookup, DkimPublicKey? key, Palette palette) =>
        (lookup is DkimKeyLookup.Failed ? palette.Doubtful("failed") : palette.Security(lookup.Security))
        + (key is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {DkimWords.Of(key.Type)}, {key.Bits} bits"));

    /// <summary>The word of a verdict.</summary>
    public static string Word(DkimOutcome? outcome, Palette palette) => outcome switch
    {
        null => palette.Doubtful("none"),
        DkimOutcome.Pass => palette.Good(outcome.Word),
        DkimOutcome.TempError => palette.Doubtful(outcome.Word),
        _ => palette.Bad(outcome.Word),
    };
}
