using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Oracles;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>Secure, insecure and unsupported delegations, and the DS records that decide which of them it is.</summary>
internal static class DelegationCases
{
    private const string Www = "www A 192.0.2.1";

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        Unsigned("unsigned.nord."),
        Unsigned("unsigned.west."),
        Unsigned("unsigned.sued."),
        Unsigned("unsigned.signed.sued."),
        new("signed.sued.") { Records = Www, Server = NameServer.Knot },
        new("signed.west.") { Records = Www, Server = NameServer.Nsd },
        new("island.unsigned.nord.") { Records = Www, Server = NameServer.Nsd },
        new("deep.nord.") { Records = Www },
        new("far.below.deep.nord.") { Records = Www, Server = NameServer.Knot },
        new("deeper.far.below.deep.nord.") { Records = Www, Server = NameServer.Nsd, Denial = Denial.Nsec3() },
        new("ds-sha1.nord.") { Records = Www, Ds = [DsForm.Sha1] },
        new("ds-sha384.nord.") { Records = Www, Ds = [DsForm.Sha384] },
        new("ds-all.nord.") { Records = Www, Ds = [DsForm.Sha1, DsForm.Sha256, DsForm.Sha384] },
        new("ds-standby.nord.") { Records = Www, Ds = [DsForm.ForeignKey, DsForm.Sha256] },
        new("ds-unknown-digest.nord.") { Records = Www, Ds = [DsForm.UnknownDigest] },
        new("ds-unknown-algorithm.nord.") { Records = Www, Ds = [DsForm.UnknownAlgorithm] },
        new("ds-one-known.nord.") { Records = Www, Ds = [DsForm.UnknownDigest, DsForm.UnknownAlgorithm, DsForm.Sha256] },
        new("ds-one-known-wrong.nord.") { Records = Www, Ds = [DsForm.UnknownDigest, DsForm.ForeignKey] },
        new("ds-sha1-right-sha256-wrong.nord.") { Records = Www, Ds = [DsForm.Sha1, DsForm.WrongDigestSha256] },
        new("ds-last-key.nord.") { Records = Www, Keys = KeyLayout.Split, Ds = [DsForm.LastKeySha256], AllKeysSignKeys = true },
        new("ds-wrong-tag.nord.") { Records = Www, Ds = [DsForm.WrongKeyTag] },
        new("ds-wrong-algorithm.nord.") { Records = Www, Ds = [DsForm.WrongAlgorithm] },
        new("ds-rsamd5.nord.") { Records = Www, Ds = [DsForm.RsaMd5] },
        new("ds-dsa.nord.") { Records = Www, Ds = [DsForm.Dsa] },
        new("ds-gost.nord.") { Records = Www, Ds = [DsForm.Gost] },
        new("ds-gost-and-wrong.nord.") { Records = Www, Ds = [DsForm.Gost, DsForm.WrongDigestSha256] },
        new("no-ds.nord.") { Records = Www, Ds = [] },
        new("no-ds.sued.") { Records = Www, Ds = [] },
        new("ds-wrong-digest.nord.") { Records = Www, Ds = [DsForm.WrongDigestSha256] },
        new("ds-foreign.nord.") { Records = Www, Ds = [DsForm.ForeignKey] },
        new("ds-but-unsigned.nord.") { Records = Www, Signer = Signer.None },
        new("ds-but-unsigned.sued.") { Records = Www, Signer = Signer.None },
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        new("insecure delegation, NSEC", "RFC 4035 §5.2", "www.unsigned.nord", "A", Security.Insecure),
        new("insecure delegation, NSEC3", "RFC 5155 §8.9", "www.unsigned.west", "A", Security.Insecure),
        new("insecure delegation, NSEC3 with opt-out", "RFC 5155 §8.9", "www.unsigned.sued", "A", Security.Insecure),
        new("NXDOMAIN in an insecure zone", "RFC 4035 §4.3", "nothing.unsigned.nord", "A", Security.Insecure),
        new("NODATA in an insecure zone", "RFC 4035 §4.3", "www.unsigned.sued", "TLSA", Security.Insecure),
        new("no DS at an insecure delegation, NSEC", "RFC 4035 §5.2", "unsigned.nord", "DS", Security.Secure),
        new("no DS at an insecure delegation, NSEC3", "RFC 5155 §8.6", "unsigned.west", "DS", Security.Secure),
        new("no DS at an insecure delegation, opt-out", "RFC 5155 §9.2", "unsigned.sued", "DS", Security.Insecure)
        {
            Divergences = new Dictionary<Oracle, Divergence>(Divergence.DelvUnderOptOut)
            {
                [Oracle.Bind] = new("bind-opt-out-ds", "secure") { NotAlways = true },
            },
        },
        new("NXDOMAIN below an opt-out top-level zone", "RFC 5155 §9.2", "nothing.sued", "A", Security.Insecure)
        {
            Divergences = Divergence.DelvUnderOptOut,
        },
        new("secure delegation below opt-out", "RFC 5155 §6", "www.signed.sued", "A", Security.Secure),
        new("DS of a secure delegation below opt-out", "RFC 5155 §6", "signed.sued", "DS", Security.Secure),
        new("insecure delegation below a secure one below opt-out", "RFC 4035 §5.2", "www.unsigned.signed.sued", "A", Security.Insecure),
        new("secure delegation from NSEC3", "RFC 4035 §5.2", "www.signed.west", "A", Security.Secure),
        new("signed zone below an insecure one", "RFC 4035 §4.3", "www.island.unsigned.nord", "A", Security.Insecure),
        new("delegation two labels down", "RFC 4035 §5.2", "www.far.below.deep.nord", "A", Security.Secure),
        new("no DS at an empty non-terminal above a delegation", "RFC 4035 §5.4", "below.deep.nord", "DS", Security.Secure),
        new("delegation below a delegation", "RFC 4035 §5.2", "www.deeper.far.below.deep.nord", "A", Security.Secure),
        new("NXDOMAIN far below", "RFC 4035 §5.4", "a.b.deeper.far.below.deep.nord", "A", Security.Secure),
        new("DS with SHA-1 only", "RFC 4034 §5.1.3, RFC 9905 §2", "www.ds-sha1.nord", "A", Security.Secure),
        new("DS with SHA-384", "RFC 6605 §2", "www.ds-sha384.nord", "A", Security.Secure),
        new("DS with three digests", "RFC 4509 §3", "www.ds-all.nord", "A", Security.Secure),
        new("one of two DS records fits", "RFC 4035 §5.2", "www.ds-standby.nord", "A", Security.Secure),
        new("only an unknown DS digest", "RFC 4035 §5.2", "www.ds-unknown-digest.nord", "A", Security.Insecure),
        new("only an unknown algorithm", "RFC 4035 §5.2, RFC 6840 §5.2", "www.ds-unknown-algorithm.nord", "A", Security.Insecure),
        new("unknown DS records beside a known one", "RFC 6840 §5.2", "www.ds-one-known.nord", "A", Security.Secure),
        new("unknown DS records beside a wrong one", "RFC 6840 §5.2", "www.ds-one-known-wrong.nord", "A", Security.Bogus),
        new("right DS with SHA-1, wrong with SHA-256", "RFC 4509 §3", "www.ds-sha1-right-sha256-wrong.nord", "A", Security.Bogus)
        {
            Divergences = new Dictionary<Oracle, Divergence> { [Oracle.Unbound] = new("ds-sha1-beside-sha256", "secure") },
        },
        new("DS of the zone-signing key, which signs the keys too", "RFC 4035 §5.2", "www.ds-last-key.nord", "A", Security.Secure),
        new("DS with the right digest and a wrong key tag", "RFC 4035 §5.2", "www.ds-wrong-tag.nord", "A", Security.Bogus),
        new("DS with the right digest and another algorithm", "RFC 4035 §5.2", "www.ds-wrong-algorithm.nord", "A", Security.Bogus),
        new("only RSAMD5 in the DS", "RFC 4035 §5.2, RFC 8624 §3.1", "www.ds-rsamd5.nord", "A", Security.Insecure),
        new("only DSA in the DS", "RFC 4035 §5.2, RFC 8624 §3.1", "www.ds-dsa.nord", "A", Security.Insecure),
        new("only a GOST digest in the DS", "RFC 4035 §5.2, RFC 9558 §1", "www.ds-gost.nord", "A", Security.Insecure),
        new("a GOST digest beside a wrong one", "RFC 6840 §5.2", "www.ds-gost-and-wrong.nord", "A", Security.Bogus),
        new("signed zone without DS", "RFC 4035 §5.2", "www.no-ds.nord", "A", Security.Insecure),
        new("signed zone without DS below opt-out", "RFC 5155 §8.9", "www.no-ds.sued", "A", Security.Insecure),
        new("DNSKEY of a signed zone without DS", "RFC 4035 §5.2", "no-ds.nord", "DNSKEY", Security.Insecure),
        new("DS with the wrong digest", "RFC 4035 §5.2", "www.ds-wrong-digest.nord", "A", Security.Bogus),
        new("DS of a key that the zone does not have", "RFC 4035 §5.2", "www.ds-foreign.nord", "A", Security.Bogus),
        new("DNSKEY of a zone with a wrong DS", "RFC 4035 §5.2", "ds-foreign.nord", "DNSKEY", Security.Bogus),
        new("DS of a zone that it does not fit is itself secure", "RFC 4035 §5.3", "ds-foreign.nord", "DS", Security.Secure),
        new("DS for an unsigned zone", "RFC 4035 §5.2", "www.ds-but-unsigned.nord", "A", Security.Bogus),
        new("DS for an unsigned zone below opt-out", "RFC 4035 §5.2", "www.ds-but-unsigned.sued", "A", Security.Bogus),
        new("NXDOMAIN in an unsigned zone that has a DS", "RFC 4035 §5.2", "nothing.ds-but-unsigned.nord", "A", Security.Bogus),
    ];

    private static Zone Unsigned(string name) => new(name) { Records = Www, Signer = Signer.None, Ds = [] };
}
