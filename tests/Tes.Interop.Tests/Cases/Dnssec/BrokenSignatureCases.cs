using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Oracles;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>One zone, at each name one thing wrong with the signature; and zones with two algorithms that lose one.</summary>
internal static class BrokenSignatureCases
{
    private const string Zone = "signature-faults.nord";
    private const string TwoAlgorithms = "two-algorithms.nord";

    private static readonly Fault[] Faults =
    [
        new("algorithm-other", "an algorithm of which the zone has no key", zone => zone.WithSignatureField("algorithm-other", "A", SignatureField.Algorithm, "8")),
        new("algorithm-unknown", "an algorithm that nobody knows", zone => zone.WithSignatureField("algorithm-unknown", "A", SignatureField.Algorithm, "200")),
        new("labels-more", "more labels than the owner has", zone => zone.WithSignatureField("labels-more", "A", SignatureField.Labels, "4")),
        new("labels-fewer", "fewer labels, as if from a wildcard", zone => zone.WithSignatureField("labels-fewer", "A", SignatureField.Labels, "2")),
        new("original-ttl", "another original TTL", zone => zone.WithSignatureField("original-ttl", "A", SignatureField.OriginalTtl, "61")),
        new("expired", "an expiration moved to the past", zone => zone.WithSignatureField("expired", "A", SignatureField.Expiration, "20200101000000")),
        new("prolonged", "an expiration moved to the future", zone => zone.WithSignatureField("prolonged", "A", SignatureField.Expiration, "20350101000000")),
        new("backdated", "an inception moved to the past", zone => zone.WithSignatureField("backdated", "A", SignatureField.Inception, "20200101000000")),
        new("other-tag", "a key tag that no key has", zone => zone.WithSignatureField("other-tag", "A", SignatureField.KeyTag, "1")),
        new("signer-parent", "the parent as signer", zone => zone.WithSignatureField("signer-parent", "A", SignatureField.SignerName, "nord.")),
        new("signer-root", "the root as signer", zone => zone.WithSignatureField("signer-root", "A", SignatureField.SignerName, ".")),
        new("signer-sibling", "another zone as signer", zone => zone.WithSignatureField("signer-sibling", "A", SignatureField.SignerName, "p256.nord.")),
        new("signer-owner", "the owner as signer", zone => zone.WithSignatureField("signer-owner", "A", SignatureField.SignerName, $"signer-owner.{Zone}.")),
        new("covers-other", "another type covered", zone => zone.WithSignatureField("covers-other", "A", SignatureField.TypeCovered, "AAAA")),
        new("short", "a signature of half the length", zone => zone.WithHalfSignature("short", "A")),
        new("added", "a record added to a signed set", zone => zone.With("added", "A", "192.0.2.66")),
        new("of-another", "the signature of another name", zone => zone.WithSignatureOf("of-another", "added", "A")),
    ];

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        new($"{Zone}.")
        {
            Records = string.Join('\n', [
                .. Faults.Select(fault => $"{fault.Name} A 192.0.2.1"), "ttl-raised A 192.0.2.2", "ttl-lowered A 192.0.2.3", "capitals A 192.0.2.4"]),
            Damage = zone => Faults.Aggregate(
                zone.WithTtl("ttl-raised", "A", 600).WithTtl("ttl-lowered", "A", 30).WithOwnerInCapitals("capitals"),
                (damaged, fault) => fault.Damage(damaged)),
        },
        WithTwoAlgorithms(TwoAlgorithms, DsForm.Sha256, DsForm.LastKeySha256),
        WithTwoAlgorithms("two-algorithms-one-ds.nord", DsForm.Sha256),
        WithTwoAlgorithms("two-algorithms-ldns.nord", DsForm.Sha256, DsForm.LastKeySha256) with { Signer = Signer.Ldns, Server = NameServer.Nsd },
        WithTwoAlgorithms("two-algorithms-keys.nord", DsForm.Sha256) with
        {
            Damage = zone => zone.WithoutSignature("@", "DNSKEY", Algorithm.EcdsaP256Sha256),
        },
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        .. Faults.Select(fault => new DnssecCase($"RRSIG with {fault.What}", "RFC 4035 §5.3.1", $"{fault.Name}.{Zone}", "A", Security.Bogus)),
        new("NODATA at a name with a broken signature over its address", "RFC 4035 §5.4", $"short.{Zone}", "AAAA", Security.Secure),
        new("TTL above the original TTL", "RFC 4035 §5.3.3", $"ttl-raised.{Zone}", "A", Security.Secure),
        new("TTL below the original TTL", "RFC 4035 §5.3.3", $"ttl-lowered.{Zone}", "A", Security.Secure),
        new("owner name in capitals", "RFC 4034 §6.2", $"capitals.{Zone}", "A", Security.Secure),
        .. OfTwoAlgorithms(TwoAlgorithms, "two algorithms"),
        .. OfTwoAlgorithms("two-algorithms-one-ds.nord", "two algorithms, DS for one"),
        .. OfTwoAlgorithms("two-algorithms-ldns.nord", "two algorithms, ldns"),
        new("two algorithms: the keys are not signed with the one in the DS", "RFC 4035 §5.2", "both.two-algorithms-keys.nord", "A", Security.Bogus),
    ];

    private static Zone WithTwoAlgorithms(string name, params DsForm[] ds) => new($"{name}.")
    {
        Records = string.Join('\n', ((string[])["both", "first-spoilt", "second-spoilt", "both-spoilt", "first-stripped", "second-stripped", "both-stripped"])
            .Select(owner => $"{owner} A 192.0.2.1")),
        SecondAlgorithm = Algorithm.RsaSha256,
        Ds = ds,
        Damage = zone => zone
            .WithSpoiltSignature("first-spoilt", "A", Algorithm.EcdsaP256Sha256)
            .WithSpoiltSignature("second-spoilt", "A", Algorithm.RsaSha256)
            .WithSpoiltSignature("both-spoilt", "A")
            .WithoutSignature("first-stripped", "A", Algorithm.EcdsaP256Sha256)
            .WithoutSignature("second-stripped", "A", Algorithm.RsaSha256)
            .WithoutSignature("both-stripped", "A"),
    };

    // RFC 6840 §5.11: a validator should take any chain that holds, and not ask for every algorithm.
    private static IEnumerable<DnssecCase> OfTwoAlgorithms(string zone, string title) =>
    [
        new($"{title}: both signatures", "RFC 6840 §5.11", $"both.{zone}", "A", Security.Secure),
        new($"{title}: the first spoilt", "RFC 6840 §5.11", $"first-spoilt.{zone}", "A", Security.Secure),
        new($"{title}: the second spoilt", "RFC 6840 §5.11", $"second-spoilt.{zone}", "A", Security.Secure)
        {
            Divergences = new Dictionary<Oracle, Divergence>
            {
                [Oracle.Bind] = new("one-of-two-signatures-spoilt", "bogus"),
                [Oracle.Delv] = new("one-of-two-signatures-spoilt", "bogus"),
            },
        },
        new($"{title}: both spoilt", "RFC 6840 §5.11", $"both-spoilt.{zone}", "A", Security.Bogus),
        new($"{title}: the first stripped", "RFC 6840 §5.11", $"first-stripped.{zone}", "A", Security.Secure),
        new($"{title}: the second stripped", "RFC 6840 §5.11", $"second-stripped.{zone}", "A", Security.Secure),
        new($"{title}: both stripped", "RFC 6840 §5.11", $"both-stripped.{zone}", "A", Security.Bogus),
    ];

    private sealed record Fault(string Name, string What, Func<SignedZone, SignedZone> Damage);
}
