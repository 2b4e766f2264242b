using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Oracles;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>
/// Denials that lack one record, or hold one that is signed well and says something else: it is taken from another version of the zone.
/// Served by NSD, which hands out what is in the file.
/// </summary>
internal static class BrokenDenialCases
{
    private const string Records = """
        alias A 192.0.2.1
        gap A 192.0.2.2
        below.inner A 192.0.2.3
        www A 192.0.2.4
        *.wild A 192.0.2.5
        zzz A 192.0.2.6
        """;

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        Nsec("nsec-gap", zone => zone.WithOther("gap", "NSEC"), more: "gapx A 192.0.2.7"),
        Nsec("nsec-types", zone => zone.WithOther("www", "NSEC"), more: "www AAAA 2001:db8::1"),
        Nsec("nsec-alias", zone => zone.WithOther("alias", "NSEC")) with
        {
            OtherVersion = Version("nsec-alias", Records.Replace("alias A 192.0.2.1", "alias CNAME www", StringComparison.Ordinal)),
        },
        Nsec("nsec-wildcard", zone => zone.WithOther("@", "NSEC"), more: "* TXT \"everything\""),
        Nsec("nsec-expansion", zone => zone.WithOther("*.wild", "NSEC"), more: "x.wild A 192.0.2.8"),
        Nsec3("nsec3-encloser", zone => zone.WithoutNsec3(Nsec3Role.Matching, "inner")),
        Nsec3("nsec3-next-closer", zone => zone.WithoutNsec3(Nsec3Role.Covering, "nothing")),
        Nsec3("nsec3-wildcard", zone => zone.WithoutNsec3(Nsec3Role.Covering, "*")),
        Nsec3("nsec3-nodata", zone => zone.WithoutNsec3(Nsec3Role.Matching, "www")),
        Nsec3("nsec3-expansion", zone => zone.WithoutNsec3(Nsec3Role.Covering, "x.wild")),
        Nsec3("nsec3-wildcard-nodata", zone => zone.WithoutNsec3(Nsec3Role.Matching, "*.wild")),
        Nsec3("nsec3-types", zone => zone.WithOtherNsec3("www")) with
        {
            OtherVersion = Version("nsec3-types", $"{Records}\nwww AAAA 2001:db8::1") with { Denial = Denial.Nsec3(1, "abcd") },
        },
        Nsec3("nsec3-spoilt", zone => zone.WithSpoiltNsec3(Nsec3Role.Covering, "nothing")),
        Nsec3("nsec3-parameters", zone => zone.WithSpoiltSignature("@", "NSEC3PARAM")),
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        new("NSEC: the next name is too early", "RFC 4035 §5.4", "gapz.nsec-gap.nord", "A", Security.Bogus),
        new("NSEC: another span of that zone", "RFC 4035 §5.4", "xyz.nsec-gap.nord", "A", Security.Secure),
        new("NSEC: the type that is denied is in the bitmap", "RFC 4035 §5.4", "www.nsec-types.nord", "AAAA", Security.Bogus),
        new("NSEC: another type is denied by that bitmap", "RFC 4035 §5.4", "www.nsec-types.nord", "TXT", Security.Secure),
        new("NSEC: NODATA where the bitmap has CNAME", "RFC 6840 §4.3", "alias.nsec-alias.nord", "AAAA", Security.Bogus),
        new("NSEC: the wildcard is not denied", "RFC 4035 §5.4", "nothing.nsec-wildcard.nord", "A", Security.Bogus)
        {
            Divergences = new Dictionary<Oracle, Divergence> { [Oracle.Unbound] = new("nsec-wildcard-not-denied", "secure") },
        },
        new("NSEC: a name closer than the wildcard is not denied", "RFC 4035 §5.3.4", "y.wild.nsec-expansion.nord", "A", Security.Bogus),
        new("NSEC: that wildcard for a name that is denied", "RFC 4035 §5.3.4", "a.wild.nsec-expansion.nord", "A", Security.Secure),
        new("NSEC3: no closest encloser", "RFC 5155 §8.3", "nothing.inner.nsec3-encloser.nord", "A", Security.Bogus),
        new("NSEC3: the next closer name is not covered", "RFC 5155 §8.3", "nothing.nsec3-next-closer.nord", "A", Security.Bogus),
        new("NSEC3: the wildcard is not covered", "RFC 5155 §8.4", "nothing.nsec3-wildcard.nord", "A", Security.Bogus),
        new("NSEC3: no record for the name", "RFC 5155 §8.5", "www.nsec3-nodata.nord", "AAAA", Security.Bogus),
        new("NSEC3: the next closer name of a wildcard answer is not covered", "RFC 5155 §8.8", "x.wild.nsec3-expansion.nord", "A", Security.Bogus),
        new("NSEC3: no record for the wildcard without such a type", "RFC 5155 §8.7", "x.wild.nsec3-wildcard-nodata.nord", "AAAA", Security.Bogus),
        new("NSEC3: the type that is denied is in the bitmap", "RFC 5155 §8.5", "www.nsec3-types.nord", "AAAA", Security.Bogus),
        new("NSEC3: another type is denied by that bitmap", "RFC 5155 §8.5", "www.nsec3-types.nord", "TXT", Security.Secure),
        new("NSEC3: the signature is spoilt", "RFC 5155 §8.4", "nothing.nsec3-spoilt.nord", "A", Security.Bogus),
        new("NXDOMAIN where the signature over NSEC3PARAM is spoilt", "RFC 5155 §4", "nothing.nsec3-parameters.nord", "A", Security.Secure),
        new("the signature over NSEC3PARAM is spoilt", "RFC 4035 §5.3.3", "nsec3-parameters.nord", "NSEC3PARAM", Security.Bogus),
    ];

    private static Zone Nsec(string name, Func<SignedZone, SignedZone> damage, string more = "") => new($"{name}.nord.")
    {
        Records = Records,
        Server = NameServer.Nsd,
        OtherVersion = Version(name, $"{Records}\n{more}"),
        Damage = damage,
    };

    private static Zone Nsec3(string name, Func<SignedZone, SignedZone> damage) => new($"{name}.nord.")
    {
        Records = Records,
        Server = NameServer.Nsd,
        Denial = Denial.Nsec3(1, "abcd"),
        Damage = damage,
    };

    private static Zone Version(string name, string records) => new($"{name}.nord.") { Records = records };
}
