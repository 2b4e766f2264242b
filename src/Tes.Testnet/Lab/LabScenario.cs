using Tes.Dns;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.Lab;

/// <summary>
/// The scenario of <c>tes lab</c> and <c>tes test --lab</c>: sample domains for each state that a test can find. Their names
/// end in TLDs that RFC 6761 reserves, so that none of them is a real domain.
/// </summary>
public static class LabScenario
{
    /// <summary>The provider that several domains share.</summary>
    internal const string Provider = "provider.test";

    private static string[] TourNames =>
    [
        "dane-ee.test", "dane-ta.test", "dane-ee-expired.test", "dane-rollover.test", "hosted.test",
        "hosted-insecure.test", "mx-cname.test", "implicit-mx.test", "mixed-mx.test", "no-dane.test",
        "no-dnssec.test", "pkix-usage.test", "tls12.test", "tls11.test", "tls10.test", "auth-before-tls.test",
        "no-starttls.test", "stripped.test", "starttls-454.test", "handshake-fails.test", "no-spf.test",
        "spf-all.test", "spf-broken.test", "hostile-banner.test", "dane-mismatch.test", "dane-stripped.test",
        "tlsa-servfail.test", "tlsa-bogus.test", "bogus-mx.test", "expired-signatures.test", "spoofed-mx.test",
        "wrong-ds.test", "mx-servfail.test", "refused.test", "silent.test", "greeting-554.test", "null-mx.test",
        "no-mx.test", "no-such-host.test", "no-such-domain.test",
    ];

    /// <summary>Time for a connection and for a reply that suits the lab: its silent hosts are silent for longer, its others take a hundredth.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The domains: the good first, then the doubtful, then the bad.</summary>
    public static IReadOnlyList<LabDomain> Domains { get; } =
        [.. LabAuthenticated.Domains, .. LabUnauthenticated.Domains, .. LabBrokenDane.Domains, .. LabBrokenDnssec.Domains, .. LabBrokenMail.Domains, .. LabWithoutMail.Domains];

    /// <summary>A selection of some forty that is tested where no domain is named: each state of the report and each class of a survey.</summary>
    public static IReadOnlyList<LabDomain> Tour { get; } = [.. TourNames.Select(name => Domains.Single(domain => domain.Name == DomainName.Parse(name)))];

    /// <summary>Zones and hosts of all domains.</summary>
    public static Scenario Scenario { get; } = new()
    {
        Zones =
        [
            Zone.At("."),
            Zone.At("test."),
            // As large TLDs do it.
            Zone.At("example.") with { Signing = new ZoneSigning { Denial = new Denial.Nsec3 { OptOut = OptOut.Set } } },
            Zone.At("invalid.") with { Signing = new ZoneSigning { Ds = DsState.Wrong } },
            Zone.At(Provider),
            .. Domains.SelectMany(domain => domain.Zones),
        ],
        Hosts =
        [
            SmtpHost.Normal($"mx.{Provider}") with { Tlsa = [Tlsa.DaneEE] },
            .. Domains.SelectMany(domain => domain.Hosts),
        ],
    };
}
