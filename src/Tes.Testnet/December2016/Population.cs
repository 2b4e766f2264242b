using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.December2016;

/// <summary>
/// Who lives in the internet of December 2016, and how many of each kind. The slides of the TES project (ICANN 58, Copenhagen, 15 March 2017)
/// give: 1000 domains; 789 having email; 625 supporting TLS; 15 with DNSSEC, all of them with TLS; 3 with DANE; the six classes; TLS 1.2, 1.1, 1.0
/// and none; about 90 % of the servers with TLS without AUTH before STARTTLS. The sums below come to these. All other sizes are ours: how the other
/// 211 domains are spread over four classes, which hosts and providers there are, and how many domains publish which policy. TLS 1.3 was a draft then;
/// a few servers have it, so that each version occurs. Few servers are silent, as each costs a survey all its patience.
/// </summary>
internal static class Population
{
    private static readonly Tlsa OtherKey = Tlsa.DaneEE with { Flaw = TlsaFlaw.OtherCertificate };
    private static readonly string[] Auth = ["AUTH PLAIN LOGIN", "AUTH=PLAIN LOGIN"];

    /// <summary>The versions of most hosts of the time.</summary>
    public static IReadOnlyList<TlsVersion> Usual { get; } = [TlsVersion.Tls10, TlsVersion.Tls11, TlsVersion.Tls12];

    /// <summary>The companies.</summary>
    public static IReadOnlyList<Provider> Providers { get; } =
    [
        Provider.Of("aspmail.test", Named("aspmx.aspmail.test", "*.aspmx.aspmail.test"), "aspmx", "alt1.aspmx", "alt2.aspmx", "alt3.aspmx", "alt4.aspmx"),
        Provider.Of("officepost.test", host => Named("*.mail.officepost.test")(host) with { AddressCount = 2, OtherNames = [DomainName.Parse("*.mail.officepost.test")] }, "front"),
        // Its certificate has none of the names that its customers use.
        Provider.Of("mailguard.test", host => host with { AddressCount = 2, OtherNames = [DomainName.Parse("*.gw-a.mailguard.test"), DomainName.Parse("*.gw-b.mailguard.test")] }, "gateway"),
        Provider.Of("hostwell.test", host => host with { AddressCount = 2, Certificate = ServerCertificate.PrivateCa }, "mx1", "mx2"),
        new(
            Zone.At("netpost.test") with { Signing = null },
            [Usually("mx.netpost.test"), Usually("backup.netpost.test") with { StartTls = StartTlsSupport.NotOffered }]),
        Provider.Of("oldhost.test", host => WithAuth(host) with { AddressCount = 2, TlsVersions = [TlsVersion.Tls10] }, "mail"),
        Provider.Of("earlybird.test", host => host with { AddressCount = 2, TlsVersions = [.. Usual, TlsVersion.Tls13] }, "mx"),
        Provider.Of("regio.test", host => host with { TlsVersions = [TlsVersion.Tls10, TlsVersion.Tls11] }, "smtp"),
        new(
            Zone.At("securepost.test"),
            [Usually("mx00.securepost.test") with { Tlsa = [Tlsa.DaneEE] }, Usually("mx01.securepost.test") with { Tlsa = [Tlsa.DaneEE] }]),
        Provider.Of("plainmail.test", NotOffered, "mx1", "mx2"),
        Provider.Of("webspace.test", host => host with { StartTls = StartTlsSupport.Unavailable }, "mx"),
        Provider.Of("closedhost.test", host => host with { AddressCount = 2, Listening = Listening.Refuses }, "mx"),
        Provider.Of("darkhost.test", host => host with { AddressCount = 2, Listening = Listening.Unanswered }, "mx"),
        new(Zone.At("forgotten.test") with { Faults = [new DnsFault(DnsFaultKind.ExpiredSignature)] }, [Usually("mx.forgotten.test")]),
        // Of websites, not of mail.
        Provider.Of("fastweb.test", host => host with { AddressCount = 2, Listening = Listening.Refuses }, "www"),
        Provider.Of("contentnet.test", host => host with { AddressCount = 2, Listening = Listening.Refuses }, "edge"),
        Provider.Of("firewalled.test", host => host with { Listening = Listening.Unanswered }, "www"),
    ];

    /// <summary>625 domains supporting TLS, 15 of them signed, 3 of these with DANE.</summary>
    public static IReadOnlyList<SiteGroup> WithTls { get; } =
    [
        new(125, "Mail at a very large provider: five MX hosts", At("1 aspmx.aspmail.test", "5 alt1.aspmx.aspmail.test", "5 alt2.aspmx.aspmail.test", "10 alt3.aspmx.aspmail.test", "10 alt4.aspmx.aspmail.test")),
        new(64, "Mail at a large provider: an MX name for each customer, one wildcard certificate", site => At($"0 {site.Label}.mail.officepost.test")(site)),
        new(30, "Mail through a filter: two names for each customer, a certificate with neither", site => At($"10 {site.Label}.gw-a.mailguard.test", $"10 {site.Label}.gw-b.mailguard.test")(site)),
        new(40, "Mail at a hoster: two hosts at two addresses each", At("10 mx1.hostwell.test", "20 mx2.hostwell.test")),
        new(24, "Mail at a hoster whose backup has no TLS", At("10 mx.netpost.test", "20 backup.netpost.test")),
        new(18, "Mail at a hoster with TLS 1.0 and passwords before it", At("10 mail.oldhost.test")),
        new(16, "Mail at a hoster with a draft of TLS 1.3", At("10 mx.earlybird.test")),
        new(20, "Mail at a hoster with TLS 1.1 at most", At("10 smtp.regio.test")),
        new(8, "Not signed, mail at a provider with DANE", At("10 mx00.securepost.test", "10 mx01.securepost.test")),

        new(2, "DANE: a signed domain, mail at a provider with DANE", site => At("10 mx00.securepost.test", "10 mx01.securepost.test")(site).Signed()),
        new(1, "DANE on a host of its own", Own(host => host with { Tlsa = [Tlsa.DaneEE] }, site => site.Signed())),
        new(1, "Signed, and a TLSA record of the key before", Own(host => host with { Tlsa = [OtherKey] }, site => site.Signed())),
        new(1, "Signed, and a TLSA record that mail cannot use", Own(host => host with { Tlsa = [Tlsa.DaneEE with { Usage = TlsaCertificateUsage.PkixEE }] }, site => site.Signed())),
        new(5, "Signed, a host of its own", Own(host => host, site => site.Signed())),
        new(2, "Signed with NSEC3, a host of its own", Own(host => host, site => site.Signed(new ZoneSigning { Denial = new Denial.Nsec3 { Iterations = 1, Salt = "2016" } }))),
        new(3, "Signed, mail at a provider that is not", site => At("1 aspmx.aspmail.test", "5 alt1.aspmx.aspmail.test")(site).Signed()),
        new(4, "Signed, but no DS record in the parent", Own(host => host, site => site.Signed(new ZoneSigning { Ds = DsState.Absent }))),
        new(1, "Signed with an algorithm that nobody knows", Own(host => host, site => site.Signed(new ZoneSigning { Ds = DsState.UnknownAlgorithm }))),

        new(106, "A host of its own", Own(host => host)),
        new(30, "Two hosts of its own", Own(["mx1", "mx2"], host => host)),
        new(8, "Three hosts of its own", Own(["mx1", "mx2", "mx3"], host => host)),
        new(14, "A host of its own at two addresses", Own(host => host with { AddressCount = 2 })),
        new(22, "TLS 1.0 at most", Own(host => host with { TlsVersions = [TlsVersion.Tls10] })),
        new(5, "TLS 1.1 at most", Own(host => host with { TlsVersions = [TlsVersion.Tls10, TlsVersion.Tls11] })),
        new(4, "A draft of TLS 1.3", Own(host => host with { TlsVersions = [.. Usual, TlsVersion.Tls13] })),
        new(26, "Passwords before TLS 1.2", Own(WithAuth)),
        new(8, "Passwords before TLS 1.0", Own(host => WithAuth(host) with { TlsVersions = [TlsVersion.Tls10] })),
        new(12, "No MX record: the domain is its own host", site => site.WithItselfAsHost(host => host)),
        new(6, "The first host is down, the second has TLS", site => Mx(site, "mx1", "mx2").WithHost("mx1", host => host with { Listening = Listening.Refuses }).WithHost("mx2", host => host)),
        new(5, "TLS at the backup only", site => Mx(site, "mx1", "mx2").WithHost("mx1", NotOffered).WithHost("mx2", host => host)),
        new(8, "A certificate of a private CA", Own(host => host with { Certificate = ServerCertificate.PrivateCa })),
        new(6, "An expired certificate", Own(host => host with { Certificate = new ServerCertificate { Lifetime = CertificateLifetime.Expired } })),
    ];

    /// <summary>164 domains having email without TLS.</summary>
    public static IReadOnlyList<SiteGroup> WithoutTls { get; } =
    [
        new(30, "Mail at a provider without STARTTLS", At("10 mx1.plainmail.test", "20 mx2.plainmail.test")),
        new(12, "Mail at a provider whose STARTTLS is out of order: 454", At("10 mx.webspace.test")),
        new(72, "No STARTTLS", Own(NotOffered)),
        new(6, "No STARTTLS at two hosts", Own(["mx1", "mx2"], NotOffered)),
        new(7, "No MX record, and no STARTTLS at the domain itself", site => site.WithItselfAsHost(NotOffered)),
        new(10, "STARTTLS is overwritten on the way", Own(host => host with { StartTls = StartTlsSupport.Stripped })),
        new(16, "The handshake fails", Own(host => host with { StartTls = StartTlsSupport.HandshakeFails })),
        new(6, "STARTTLS is offered and refused with 454", Own(host => host with { StartTls = StartTlsSupport.Unavailable })),
        new(5, "A server from before EHLO", Own(host => host with { Hello = HelloSupport.HeloOnly })),
    ];

    /// <summary>211 domains to which no mail gets.</summary>
    public static IReadOnlyList<SiteGroup> WithoutEmail { get; } =
    [
        new(16, "A host of its own that refuses connections", Own(host => host with { Listening = Listening.Refuses })),
        new(10, "Mail at a provider that has closed", At("10 mx.closedhost.test")),
        new(12, "Mail at a provider that does not answer", At("10 mx.darkhost.test")),

        new(21, "A null MX", site => NullMx(site)),
        new(3, "A null MX, signed", site => NullMx(site).Signed()),
        new(26, "Neither an MX record nor an address", site => site.WithRecords("@ TXT \"this domain is for sale\"")),
        new(10, "No such domain", site => site with { Zone = null }),
        new(40, "Only a website, whose server takes no mail", site => site with { Website = DomainName.Parse("www.fastweb.test") }),
        new(30, "Only a website, on a network for content", site => site with { Website = DomainName.Parse("edge.contentnet.test") }),
        new(12, "Only a website, behind a firewall", site => site with { Website = DomainName.Parse("www.firewalled.test") }),

        new(1, "A bad signature of the MX records", Own(host => host, site => site.SignedWith(new DnsFault(DnsFaultKind.BogusSignature) { Type = RRType.MX }))),
        new(1, "Nobody signed the zone again in time", Own(host => host, site => site.SignedWith(new DnsFault(DnsFaultKind.ExpiredSignature)))),
        new(1, "The signer's clock is ahead", Own(host => host, site => site.SignedWith(new DnsFault(DnsFaultKind.FutureSignature)))),
        new(1, "MX records without a signature in a signed zone", Own(host => host, site => site.SignedWith(new DnsFault(DnsFaultKind.MissingSignature) { Type = RRType.MX }))),
        new(1, "A DS record of another key", Own(host => host, site => site.Signed(new ZoneSigning { Ds = DsState.Wrong }))),
        new(1, "A DS record and no key", Own(host => host, site => site.SignedWith(new DnsFault(DnsFaultKind.MissingDnskey)))),
        new(1, "An attacker's MX record", Own(host => host, site => site.SignedWith(new DnsFault(DnsFaultKind.Forged) { Type = RRType.MX, Records = "@ MX 10 mx.oldhost.test." }))),
        new(2, "Mail at a provider whose signatures have expired", At("10 mx.forgotten.test")),

        new(10, "MX hosts of its own that do not exist", site => Mx(site, "mx1", "mx2")),
        new(6, "Mail at a provider that is gone", At("10 mx1.vanished.test", "20 mx2.vanished.test")),
        new(1, "Signed, mail at a provider that is gone", site => At("10 mx1.vanished.test")(site).Signed()),
        new(3, "An MX host without an address", site => Mx(site, "mx").WithRecords("mx TXT \"moved\"")),
        new(2, "An address in place of an MX host's name", At("10 192.0.2.25")),
    ];

    /// <summary>What domains having email publish besides, and how many of them.</summary>
    public static IReadOnlyList<(int Size, PublishedPolicies Policy, Func<Site, Site> Publish)> Policies { get; } =
    [
        (310, PublishedPolicies.Spf, site => site.WithRecords("@ TXT \"v=spf1 mx ~all\"")),
        (170, PublishedPolicies.Spf, site => site.WithRecords("@ TXT \"v=spf1 mx -all\"")),
        (120, PublishedPolicies.Dmarc, site => site.WithRecords($"_dmarc TXT \"v=DMARC1; p=none; rua=mailto:dmarc@{site.Name.ToDisplayString()}\"")),
        (26, PublishedPolicies.Dmarc, site => site.WithRecords("_dmarc TXT \"v=DMARC1; p=quarantine\"")),
        (44, PublishedPolicies.Dmarc, site => site.WithRecords("_dmarc TXT \"v=DMARC1; p=reject\"")),
        // Drafts in December 2016.
        (4, PublishedPolicies.MtaSts, site => site.WithRecords("_mta-sts TXT \"v=STSv1; id=20161201T000000;\"")),
        (3, PublishedPolicies.TlsReporting, site => site.WithRecords($"_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls-reports@{site.Name.ToDisplayString()}\"")),
    ];

    private static Func<SmtpHost, SmtpHost> Named(params string[] names) => host => host with { Certificate = new ServerCertificate { Names = names } };

    private static SmtpHost Usually(string name) => SmtpHost.Normal(name) with { TlsVersions = Usual };

    private static SmtpHost NotOffered(SmtpHost host) => host with { StartTls = StartTlsSupport.NotOffered };

    private static SmtpHost WithAuth(SmtpHost host) => host with { CapabilitiesBeforeTls = [.. host.CapabilitiesBeforeTls, .. Auth] };

    private static Site NullMx(Site site) => site.WithRecords("@ MX 0 .\n@ TXT \"v=spf1 -all\"");

    private static Site Mx(Site site, params string[] labels) => site.WithRecords(string.Join('\n', labels.Select((label, i) => $"@ MX {10 * (i + 1)} {label}")));

    // Preference and name, "10 mx.provider.test".
    private static Func<Site, Site> At(params string[] exchanges) => site => site.WithRecords(string.Join('\n', exchanges.Select(exchange => $"@ MX {exchange}.")));

    private static Func<Site, Site> Own(Func<SmtpHost, SmtpHost> host, Func<Site, Site>? zone = null) =>
        site => (zone ?? (same => same))(Mx(site, "mx").WithHost("mx", host));

    private static Func<Site, Site> Own(string[] labels, Func<SmtpHost, SmtpHost> host) =>
        site => labels.Aggregate(Mx(site, labels), (grown, label) => grown.WithHost(label, host));
}
