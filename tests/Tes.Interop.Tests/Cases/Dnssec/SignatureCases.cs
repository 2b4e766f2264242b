using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>Every algorithm that the tools can sign with, by both signers, served by each of the three servers.</summary>
internal static class SignatureCases
{
    private const string Www = "www A 192.0.2.1";

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        new("rsasha1.nord.") { Records = Www, Algorithm = Algorithm.RsaSha1 },
        new("rsasha1-nsec3.nord.") { Records = Www, Algorithm = Algorithm.RsaSha1Nsec3Sha1, Denial = Denial.Nsec3() },
        new("rsasha256.nord.") { Records = Www, Algorithm = Algorithm.RsaSha256, Server = NameServer.Knot },
        new("rsasha256-1024.nord.") { Records = Www, Algorithm = Algorithm.RsaSha256, RsaBits = 1024 },
        new("rsasha512.nord.") { Records = Www, Algorithm = Algorithm.RsaSha512, Signer = Signer.Ldns, Server = NameServer.Nsd },
        new("p256.nord.") { Records = Www, Signer = Signer.Ldns },
        new("p384.nord.") { Records = Www, Algorithm = Algorithm.EcdsaP384Sha384, Server = NameServer.Nsd },
        new("ed25519.nord.") { Records = Www, Algorithm = Algorithm.Ed25519, Signer = Signer.Ldns, Server = NameServer.Knot },
        new("ed448.nord.") { Records = Www, Algorithm = Algorithm.Ed448 },
        new("split-keys.nord.") { Records = Www, Keys = KeyLayout.Split },
        new("split-keys-rsa.west.") { Records = Www, Keys = KeyLayout.Split, Algorithm = Algorithm.RsaSha256 },
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        Signed("RSASHA1", "RFC 3110 §3, RFC 9905 §2", "rsasha1.nord"),
        Signed("RSASHA1-NSEC3-SHA1", "RFC 5155 §2, RFC 9905 §2", "rsasha1-nsec3.nord"),
        Signed("RSASHA256", "RFC 5702 §3.1", "rsasha256.nord"),
        Signed("RSASHA256 with 1024 bits", "RFC 5702 §2.1", "rsasha256-1024.nord"),
        Signed("RSASHA512", "RFC 5702 §3.2", "rsasha512.nord"),
        Signed("ECDSAP256SHA256", "RFC 6605 §4", "p256.nord"),
        Signed("ECDSAP384SHA384", "RFC 6605 §4", "p384.nord"),
        Signed("ED25519", "RFC 8080 §4", "ed25519.nord"),
        Signed("ED448", "RFC 8080 §4", "ed448.nord"),
        Signed("separate key-signing and zone-signing keys", "RFC 4035 §5.2", "split-keys.nord"),
        Signed("separate RSA keys", "RFC 4035 §5.2", "split-keys-rsa.west"),
    ];

    private static DnssecCase Signed(string by, string section, string zone) =>
        new($"signed by {by}", section, $"www.{zone}", "A", Security.Secure);
}
