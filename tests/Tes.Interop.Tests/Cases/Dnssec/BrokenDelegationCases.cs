using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>Delegations of which the parent's word is broken: the DS, or the proof that there is none.</summary>
internal static class BrokenDelegationCases
{
    private const string Www = "www A 192.0.2.1";

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        new("cuts.nord.")
        {
            Records = Www,
            Server = NameServer.Nsd,
            Damage = zone => zone
                .WithSpoiltSignature("ds-spoilt", "DS")
                .WithoutSignature("ds-unsigned", "DS")
                .Without("ds-removed", "DS").WithoutSignature("ds-removed", "DS")
                .Without("no-proof", "NSEC").WithoutSignature("no-proof", "NSEC")
                .WithSpoiltSignature("spoilt-proof", "NSEC"),
        },
        Signed("ds-spoilt.cuts.nord."),
        Signed("ds-unsigned.cuts.nord."),
        Signed("ds-removed.cuts.nord."),
        Signed("sound.cuts.nord."),
        Unsigned("no-proof.cuts.nord."),
        Unsigned("spoilt-proof.cuts.nord."),
        Unsigned("unsigned.cuts.nord."),

        // The parents' denials are of a version without the delegation.
        Parent("cut-no-ns.nord.") with
        {
            OtherVersion = new("cut-no-ns.nord.") { Records = "child TXT \"no delegation\"", Delegates = false },
            Damage = zone => zone.WithOther("child", "NSEC"),
        },
        Unsigned("child.cut-no-ns.nord."),
        Parent("cut-no-opt-out.nord.") with
        {
            Denial = Denial.Nsec3(),
            OtherVersion = new("cut-no-opt-out.nord.") { Records = Www, Delegates = false, Denial = Denial.Nsec3() },
            Damage = zone => zone.WithOtherNsec3Chain(),
        },
        Unsigned("child.cut-no-opt-out.nord."),
        Parent("cut-opt-out.nord.") with
        {
            Denial = Denial.Nsec3(),
            OtherVersion = new("cut-opt-out.nord.") { Records = Www, Delegates = false, Denial = Denial.Nsec3OptOut() },
            Damage = zone => zone.WithOtherNsec3Chain(),
        },
        Unsigned("child.cut-opt-out.nord."),
        Parent("cut-ds-in-bitmap.nord.") with
        {
            Denial = Denial.Nsec3(),
            OtherVersion = new("cut-ds-in-bitmap.nord.")
            {
                Records = $"{Www}\nchild DS 4711 13 2 {new string('A', 64)}",
                Denial = Denial.Nsec3(),
            },
            Damage = zone => zone.WithOtherNsec3("child"),
        },
        Unsigned("child.cut-ds-in-bitmap.nord."),
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        new("the signature over the DS is spoilt", "RFC 4035 §5.2", "www.ds-spoilt.cuts.nord", "A", Security.Bogus),
        new("the DS itself with its signature spoilt", "RFC 4035 §5.3.3", "ds-spoilt.cuts.nord", "DS", Security.Bogus),
        new("the DS is not signed", "RFC 4035 §5.2", "www.ds-unsigned.cuts.nord", "A", Security.Bogus),
        new("the DS is removed, and the NSEC says that there is one", "RFC 4035 §5.2", "www.ds-removed.cuts.nord", "A", Security.Bogus),
        new("a sound delegation beside broken ones", "RFC 4035 §5.2", "www.sound.cuts.nord", "A", Security.Secure),
        new("an insecure delegation beside broken ones", "RFC 4035 §5.2", "www.unsigned.cuts.nord", "A", Security.Insecure),
        new("no DS and no NSEC", "RFC 4035 §5.2", "www.no-proof.cuts.nord", "A", Security.Bogus),
        new("no DS and a spoilt NSEC", "RFC 4035 §5.2", "www.spoilt-proof.cuts.nord", "A", Security.Bogus),
        new("no DS, and the NSEC has no NS", "RFC 6840 §4.4", "www.child.cut-no-ns.nord", "A", Security.Bogus),
        new("a delegation in an NSEC3 span without opt-out", "RFC 5155 §8.9", "www.child.cut-no-opt-out.nord", "A", Security.Bogus),
        new("a delegation in an NSEC3 span with opt-out", "RFC 5155 §8.9", "www.child.cut-opt-out.nord", "A", Security.Insecure),
        new("no DS, and the NSEC3 says that there is one", "RFC 5155 §8.6", "www.child.cut-ds-in-bitmap.nord", "A", Security.Bogus),
    ];

    private static Zone Parent(string name) => new(name) { Records = Www, Server = NameServer.Nsd };

    private static Zone Signed(string name) => new(name) { Records = Www };

    private static Zone Unsigned(string name) => new(name) { Records = Www, Signer = Signer.None, Ds = [] };
}
