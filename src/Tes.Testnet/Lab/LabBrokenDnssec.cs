using Tes.Dns.Iana;
using Tes.Testnet.Dns;

namespace Tes.Testnet.Lab;

/// <summary>Domains whose MX records fail validation or cannot be had: no sender may use them.</summary>
internal static class LabBrokenDnssec
{
    public static IReadOnlyList<LabDomain> Domains { get; } =
    [
        LabSite.At("bogus-mx.test")
            .WithFault(new DnsFault(DnsFaultKind.BogusSignature) { Type = RRType.MX })
            .Shows("An MX record with a bad signature", "RFC 4035 §5.5", LabExpectation.BogusMx),
        LabSite.At("expired-signatures.test")
            .WithFault(new DnsFault(DnsFaultKind.ExpiredSignature))
            .Shows("Nobody signed the zone again in time", "RFC 4035 §5.3.1", LabExpectation.BogusMx),
        LabSite.At("future-signatures.test")
            .WithFault(new DnsFault(DnsFaultKind.FutureSignature))
            .Shows("The signer's clock is ahead", "RFC 4035 §5.3.1", LabExpectation.BogusMx),
        LabSite.At("unsigned-mx.test")
            .WithFault(new DnsFault(DnsFaultKind.MissingSignature) { Type = RRType.MX })
            .Shows("A signed zone whose MX record has no signature", "RFC 4035 §5.5", LabExpectation.BogusMx),
        LabSite.At("spoofed-mx.test")
            .WithFault(new DnsFault(DnsFaultKind.Forged) { Type = RRType.MX, Records = $"@ MX 10 mx.{LabScenario.Provider}." })
            .Shows("An attacker's MX record in place of the signed one", "RFC 7672 §1.3.2", LabExpectation.BogusMx),
        LabSite.At("wrong-ds.test")
            .WithZone(zone => zone with { Signing = new ZoneSigning { Ds = DsState.Wrong } })
            .Shows("The key was changed, the DS record was not", "RFC 4035 §5.2", LabExpectation.BogusMx),
        LabSite.At("missing-dnskey.test")
            .WithFault(new DnsFault(DnsFaultKind.MissingDnskey))
            .Shows("A DS record, but no key in the zone", "RFC 4035 §5.2", LabExpectation.BogusMx),
        LabSite.At("anything.invalid")
            .Shows("A whole TLD is bogus", "RFC 4035 §5.2", LabExpectation.BogusMx),
        LabSite.At("mx-servfail.test")
            .WithFault(new DnsFault(DnsFaultKind.ServFail) { Type = RRType.MX })
            .Shows("Name servers that fail when asked for MX", "RFC 7672 §2.1.2", new LabExpectation("defer") { MxSecurity = "failed" }),
    ];
}
