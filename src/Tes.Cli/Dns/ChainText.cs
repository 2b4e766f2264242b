using Tes.Cli.Terminal;
using Tes.Dns.Dnssec;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Scan.Reports;

namespace Tes.Cli.Dns;

/// <summary>The chain of trust for people, zone by zone from the anchor down: DS, DNSKEYs, and what signed or denied them.</summary>
internal static class ChainText
{
    public static void Write(TextWriter output, ValidationTrace trace, Palette palette)
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
            foreach (string line in Lines(step))
                output.WriteLine(margin + line);
        }
    }

    private static IEnumerable<string> Lines(ZoneStep step)
    {
        foreach (CheckedDelegationSigner signer in step.CheckedSigners)
            yield return $"DS {signer.Rdata.KeyTag} {SignatureText.Of(signer.Rdata.Algorithm)} {SignatureText.Of(signer.Rdata.DigestType)}: {Words(signer.Outcome)}";
        foreach (string line in Signatures("DS", step.DelegationSignerSet))
            yield return line;
        foreach (DnskeyRdata key in step.Keys)
        {
            string role = key.IsSecureEntryPoint ? "KSK" : "ZSK";
            string entry = ReferenceEquals(key, step.EntryKey) ? ", entry of the chain" : string.Empty;
            yield return $"DNSKEY {KeyTag.Of(key)} {SignatureText.Of(key.Algorithm)} {role}{(key.IsRevoked ? ", revoked" : string.Empty)}{entry}";
        }

        foreach (string line in Signatures("DNSKEY", step.KeySet))
            yield return line;
        foreach (ValidatedRRset proof in step.Denial)
            yield return SignatureText.Proof(proof);
    }

    private static IEnumerable<string> Signatures(string what, ValidatedRRset? set)
    {
        if (set is null)
            yield break;
        if (SignatureText.Convinced(set) is { } convinced)
            yield return $"{what} {convinced}";
        foreach (string rejected in SignatureText.Rejected(set))
            yield return rejected;
    }

    private static string Words(DelegationSignerOutcome outcome) => outcome switch
    {
        DelegationSignerOutcome.Vouches => "fits a DNSKEY",
        DelegationSignerOutcome.NoSuchKey => "no DNSKEY has this tag and algorithm",
        DelegationSignerOutcome.DigestDiffers => "the digest is not that of the DNSKEY",
        DelegationSignerOutcome.UnsupportedAlgorithm => "does not count, the algorithm is not supported",
        DelegationSignerOutcome.UnsupportedDigestType => "does not count, the digest type is not supported",
        DelegationSignerOutcome.WeakerDigest => "does not count, a stronger digest stands beside it",
        DelegationSignerOutcome.LimitReached => "not looked at, there are too many",
        DelegationSignerOutcome.NotCompared => "not compared, there are no DNSKEYs to compare with",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };
}
