using System.Globalization;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Cli.Dns;

/// <summary>Signatures, keys and digests in words; safe for a terminal.</summary>
internal static class SignatureText
{
    /// <summary>By whom an RRset was signed, with which key and until when; null where no signature convinced.</summary>
    public static string? Convinced(ValidatedRRset validated) => validated.Signature is { } signature
        ? $"signed by {TerminalText.Escape(signature.SignerName.ToDisplayString())} with key {signature.KeyTag} {Of(signature.Algorithm)} until {TimeText.Format(DateTimeOffset.FromUnixTimeSeconds(signature.Expiration))}"
        : null;

    /// <summary>Why each other signature did not convince.</summary>
    public static IEnumerable<string> Rejected(ValidatedRRset validated) => validated.Rejected.Select(rejected => TerminalText.Escape(rejected.Text));

    /// <summary>An NSEC or NSEC3 record of a proof in one line, with its signature.</summary>
    public static string Proof(ValidatedRRset proof)
    {
        RRset rrset = proof.RRset;
        string records = string.Join(", ", rrset.Rdatas.Select(rdata => RdataText.Format(rrset.Type, rdata.Span)));
        string status = Convinced(proof) ?? (proof.Error is { } error ? TerminalText.Escape(error.Text) : "not validated");
        return $"{TerminalText.Escape(rrset.Owner.ToDisplayString())} {rrset.Type.ToMnemonic()} {TerminalText.Escape(records)} ({status})";
    }

    public static string Of(DnssecAlgorithm algorithm) => Enum.IsDefined(algorithm)
        ? algorithm.ToString().ToUpperInvariant()
        : string.Create(CultureInfo.InvariantCulture, $"algorithm {(int)algorithm}");

    public static string Of(DsDigestType digest) => Enum.IsDefined(digest)
        ? digest.ToString().ToUpperInvariant()
        : string.Create(CultureInfo.InvariantCulture, $"digest type {(int)digest}");
}
