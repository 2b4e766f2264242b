using Tes.Dns;

namespace Tes.Testnet.Lab;

/// <summary>Domains that take no mail, or do not exist.</summary>
internal static class LabWithoutMail
{
    public static IReadOnlyList<LabDomain> Domains { get; } =
    [
        LabSite.At("null-mx.test").WithRecords("@ MX 0 .\n@ TXT \"v=spf1 -all\"").WithHosts()
            .Shows("Null MX: takes no mail and says so", "RFC 7505 §3", LabExpectation.Bounce with { MxKind = "null" }),
        LabSite.At("no-mx.test").WithRecords("@ TXT \"v=spf1 -all\"").WithHosts()
            .Shows("Neither an MX record nor an address", "RFC 5321 §5.1", LabExpectation.Bounce with { MxKind = "none" }),
        LabSite.At("no-such-host.test").WithRecords($"@ MX 10 mx\n@ MX 20 gone\n{LabSite.Spf}").WithHosts()
            .Shows("MX hosts that do not exist", "RFC 5321 §5.1", LabExpectation.Bounce),
        new LabDomain(DomainName.Parse("no-such-domain.test"), "A domain that does not exist", "RFC 2308 §2.1", LabExpectation.Bounce with { MxKind = "none" }),
    ];
}
