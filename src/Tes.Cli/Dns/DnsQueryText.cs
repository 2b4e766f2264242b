using System.Globalization;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Scan.Reports;

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

        WriteChain(output, answer.Trace, palette);
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

    private static void WriteChain(TextWriter output, ValidationTrace trace, Palette palette)
    {
        if (trace.Zones.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(palette.Heading("Chain of trust"));
        int zoneWidth = trace.Zones.Max(step => step.Zone.ToDisplayString().Length);
        int statusWidth = trace.Zones.Max(step => ReportWords.Of(step.Security).Length);
        string margin = new(' ', 2 + zoneWidth + 2 + statusWidth + 2);
        foreach (ZoneStep step in trace.Zones)
        {
            string zone = TerminalText.Escape(step.Zone.ToDisplayString()).PadRight(zoneWidth);
            string padding = new(' ', statusWidth - ReportWords.Of(step.Security).Length);
            output.WriteLine($"  {zone}  {palette.Security(step.Security)}{padding}  {TerminalText.Escape(step.Note)}");
            foreach (string line in KeyLines(step))
                output.WriteLine(margin + line);
        }
    }

    private static IEnumerable<string> KeyLines(ZoneStep step)
    {
        foreach (DsRdata ds in step.DelegationSigners)
            yield return $"DS {ds.KeyTag} {Algorithm(ds.Algorithm)} {Digest(ds.DigestType)}";
        foreach (DnskeyRdata key in step.Keys)
        {
            string entry = ReferenceEquals(key, step.EntryKey) ? ", entry of the chain" : string.Empty;
            string role = key.IsSecureEntryPoint ? "KSK" : "ZSK";
            yield return $"DNSKEY {KeyTag.Of(key)} {Algorithm(key.Algorithm)} {role}{(key.IsRevoked ? ", revoked" : string.Empty)}{entry}";
        }
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
            if (validated.Error is { } error && error != told)
                output.WriteLine("    " + ErrorLine(error));
        }
    }

    private static string Signature(ValidatedRRset validated)
    {
        if (validated.Signature is not { } signature)
            return string.Empty;
        string wildcard = validated.Expansion is { } expansion ? $", expanded from {TerminalText.Escape(expansion.ToDisplayString())}" : string.Empty;
        string expiry = TimeText.Format(DateTimeOffset.FromUnixTimeSeconds(signature.Expiration));
        return $": signed by {TerminalText.Escape(signature.SignerName.ToDisplayString())} with key {signature.KeyTag} {Algorithm(signature.Algorithm)} until {expiry}{wildcard}";
    }

    private static string ErrorLine(ExtendedDnsError error) =>
        $"extended DNS error {CodeOf(error)}: {TerminalText.Escape(error.Text)}";

    private static string CodeOf(ExtendedDnsError error) => string.Create(
        CultureInfo.InvariantCulture, $"{(int)error.Code} ({(Enum.IsDefined(error.Code) ? error.Code.ToString() : "unassigned")})");

    private static string Algorithm(DnssecAlgorithm algorithm) => Enum.IsDefined(algorithm)
        ? algorithm.ToString().ToUpperInvariant()
        : string.Create(CultureInfo.InvariantCulture, $"algorithm {(int)algorithm}");

    private static string Digest(DsDigestType digest) => Enum.IsDefined(digest)
        ? digest.ToString().ToUpperInvariant()
        : string.Create(CultureInfo.InvariantCulture, $"digest type {(int)digest}");
}
