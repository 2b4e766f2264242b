using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>Zones that were signed well and then broken, one thing each.</summary>
internal static class BrokenCases
{
    private const string Records = """
        www A 192.0.2.1
        sound A 192.0.2.2
        *.wild A 192.0.2.3
        """;

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        new("expired.nord.") { Records = Records, Times = SignatureTimes.Expired },
        new("not-yet-valid.nord.") { Records = Records, Times = SignatureTimes.NotYetValid },
        Broken("changed-rdata", zone => zone.WithOtherAddress("www", "192.0.2.66")),
        Broken("spoilt-signature", zone => zone.WithSpoiltSignature("www", "A")),
        Broken("spoilt-signature-rsa", zone => zone.WithSpoiltSignature("www", "A")) with { Algorithm = Algorithm.RsaSha256 },
        Broken("spoilt-signature-ed25519", zone => zone.WithSpoiltSignature("www", "A")) with { Algorithm = Algorithm.Ed25519 },
        Broken("missing-signature", zone => zone.WithoutSignature("www", "A")) with { Server = NameServer.Nsd },
        Broken("missing-dnskey-signature", zone => zone.WithoutSignature("@", "DNSKEY")) with { Server = NameServer.Nsd },
        Broken("spoilt-dnskey-signature", zone => zone.WithSpoiltSignature("@", "DNSKEY")),
        Broken("missing-dnskey", zone => zone.Without("@", "DNSKEY").WithoutSignature("@", "DNSKEY")) with { Server = NameServer.Nsd },
        Broken("missing-nsec", zone => zone.WithoutDenial("NSEC")) with { Server = NameServer.Nsd },
        Broken("missing-nsec-signature", zone => zone.WithoutSignature("www", "NSEC")) with { Server = NameServer.Nsd },
        Broken("spoilt-nsec-signature", zone => zone.WithSpoiltSignature("www", "NSEC")),
        Broken("missing-nsec3", zone => zone.WithoutDenial("NSEC3")) with { Denial = Denial.Nsec3(), Server = NameServer.Nsd },
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        new("signatures expired", "RFC 4035 §5.3.1", "www.expired.nord", "A", Security.Bogus),
        new("signatures not yet valid", "RFC 4035 §5.3.1", "www.not-yet-valid.nord", "A", Security.Bogus),
        new("NXDOMAIN with expired signatures", "RFC 4035 §5.3.1", "nothing.expired.nord", "A", Security.Bogus),
        new("address changed after signing", "RFC 4035 §5.3.3", "www.changed-rdata.nord", "A", Security.Bogus),
        new("ECDSA signature spoilt", "RFC 4035 §5.3.3", "www.spoilt-signature.nord", "A", Security.Bogus),
        new("RSA signature spoilt", "RFC 4035 §5.3.3", "www.spoilt-signature-rsa.nord", "A", Security.Bogus),
        new("Ed25519 signature spoilt", "RFC 4035 §5.3.3", "www.spoilt-signature-ed25519.nord", "A", Security.Bogus),
        new("another name of the zone with one spoilt signature", "RFC 4035 §5.3.3", "sound.spoilt-signature.nord", "A", Security.Secure),
        new("no signature", "RFC 4035 §5.5", "www.missing-signature.nord", "A", Security.Bogus),
        new("no signature over the keys", "RFC 4035 §5.2", "www.missing-dnskey-signature.nord", "A", Security.Bogus),
        new("signature over the keys spoilt", "RFC 4035 §5.2", "www.spoilt-dnskey-signature.nord", "A", Security.Bogus),
        new("no keys", "RFC 4035 §5.2", "www.missing-dnskey.nord", "A", Security.Bogus),
        new("NXDOMAIN without NSEC", "RFC 4035 §5.4", "zebra.missing-nsec.nord", "A", Security.Bogus),
        new("NODATA without NSEC", "RFC 4035 §5.4", "www.missing-nsec.nord", "AAAA", Security.Bogus),
        new("wildcard answer without NSEC", "RFC 4035 §5.3.4", "x.wild.missing-nsec.nord", "A", Security.Bogus),
        new("plain answer in a zone without NSEC", "RFC 4035 §5.3", "www.missing-nsec.nord", "A", Security.Secure),
        new("NODATA with unsigned NSEC", "RFC 4035 §5.4", "www.missing-nsec-signature.nord", "AAAA", Security.Bogus),
        new("NODATA with spoilt NSEC", "RFC 4035 §5.4", "www.spoilt-nsec-signature.nord", "AAAA", Security.Bogus),
        new("NXDOMAIN without NSEC3", "RFC 5155 §8.4", "nothing.missing-nsec3.nord", "A", Security.Bogus),
        new("NODATA without NSEC3", "RFC 5155 §8.5", "www.missing-nsec3.nord", "AAAA", Security.Bogus),
        new("wildcard answer without NSEC3", "RFC 5155 §8.8", "x.wild.missing-nsec3.nord", "A", Security.Bogus),
    ];

    private static Zone Broken(string name, Func<SignedZone, SignedZone> damage) =>
        new($"{name}.nord.") { Records = Records, Damage = damage };
}
