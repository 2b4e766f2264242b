using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.December2016;
using Tes.Testnet.Smtp;
using Tes.Testnet.Tests.Dns;
using Xunit;

namespace Tes.Testnet.Tests.December2016;

public class TopThousandTests
{
    // RFC 6761 §6, RFC 2606 §2
    private static readonly DomainName[] ReservedTlds = [DomainName.Parse("test"), DomainName.Parse("example"), DomainName.Parse("invalid")];

    private static readonly TopThousand Other = new("another");

    public static TheoryData<string> Seeds => ["december-2016", "another", ""];

    // "Promoting DNSSEC & DANE in telco email services: the TES project", ICANN 58, Copenhagen, 2017-03-15.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_figures_are_those_of_the_slides_whatever_the_seed(string seed)
    {
        SurveyFigures figures = new TopThousand(seed).Figures;

        Assert.Equal((1000, 789, 625), (figures.Domains, figures.WithEmail, figures.SupportingTls));
        Assert.Equal((15, 3), (figures.DnssecDomains, figures.DaneDomains.Count));
        Assert.Equal(("1.9", "2.4"), (Percent(15, figures.WithEmail), Percent(15, figures.SupportingTls)));
        Assert.InRange(1 - ((double)figures.AuthBeforeStartTls / figures.ServersWithTls), 0.89, 0.91);
        Assert.Equal(Enum.GetValues<MailClass>().Order(), figures.Classes.Where(known => known.Value > 0).Select(known => known.Key).Order());
        Assert.Equal(1000, figures.Classes.Values.Sum());
        Assert.Equal(Enum.GetValues<TlsVersion>().Order(), figures.TlsVersions.Keys.Order());
        Assert.NotEqual(0, figures.ServersWithoutTls);
        Assert.NotEqual(0, figures.ServersNotReached);
    }

    [Fact]
    public void Who_has_DNSSEC_has_TLS()
    {
        Assert.All(
            TopThousand.Usual.Domains.Where(domain => domain is { HasEmail: true, Zone: ZoneProtection.Signed }),
            domain => Assert.Equal(MailClass.Tls, domain.Class));
        Assert.Single(TopThousand.Usual.Domains, domain => domain.Dane == DaneProtection.Mismatch);
    }

    [Fact]
    public void Domains_have_different_names_below_reserved_TLDs()
    {
        Assert.Distinct(TopThousand.Usual.Names);
        Assert.All(TopThousand.Usual.Names, name => Assert.Contains(name.Suffix(1), ReservedTlds));
        Assert.All(TopThousand.Usual.Scenario.Hosts, host => Assert.Contains(host.Name.Suffix(1), ReservedTlds));
        Assert.Equal(TopThousand.Usual.Names, TopThousand.Usual.Domains.Select(domain => domain.Name));
    }

    [Fact]
    public void The_same_seed_makes_the_same_internet_domain_by_domain()
    {
        var again = new TopThousand("another");

        Assert.Equal(Other.Domains, again.Domains);
        Assert.Equal(Other.Scenario.Zones.Select(zone => (zone.Apex, zone.Records)), again.Scenario.Zones.Select(zone => (zone.Apex, zone.Records)));
        Assert.Equal(Other.Scenario.Hosts.Select(host => (host.Name, host.AddressCount)), again.Scenario.Hosts.Select(host => (host.Name, host.AddressCount)));
    }

    [Fact]
    public void Another_seed_deals_the_same_parts_to_other_domains()
    {
        Dictionary<DomainName, SurveyedDomain> others = Other.Domains.ToDictionary(domain => domain.Name);

        Assert.Equal(TopThousand.Usual.Names.Order(), Other.Names.Order());
        Assert.NotEqual(TopThousand.Usual.Names, Other.Names);
        Assert.InRange(TopThousand.Usual.Domains.Count(domain => domain.Class != others[domain.Name].Class), 300, 700);
        Assert.Equal(Parts(TopThousand.Usual), Parts(Other));
        Assert.NotEqual(TopThousand.Usual.Figures.DaneDomains, Other.Figures.DaneDomains);
    }

    [Fact]
    public async Task Policies_are_published_as_declared()
    {
        await using SimulatedInternet net = await SimulatedInternet.StartAsync(TopThousand.Usual.Scenario, new FixedTime(Asking.Now));
        foreach ((PublishedPolicies policy, string label) in new[]
        {
            (PublishedPolicies.Dmarc, "_dmarc."), (PublishedPolicies.MtaSts, "_mta-sts."), (PublishedPolicies.TlsReporting, "_smtp._tls."),
        })
        {
            Assert.All(
                TopThousand.Usual.Domains.Where(domain => domain.HasEmail),
                domain => Assert.Equal(domain.Policies.HasFlag(policy), net.Dns.Ask(label + domain.Name, RRType.Txt).ResponseCode == ResponseCode.NoError));
            Assert.Contains(TopThousand.Usual.Domains, domain => domain.Policies.HasFlag(policy));
        }
    }

    [Fact]
    public async Task Customers_of_a_provider_share_its_addresses_under_names_of_their_own()
    {
        await using SimulatedInternet net = await SimulatedInternet.StartAsync(TopThousand.Usual.Scenario, new FixedTime(Asking.Now));

        string[] AddressesOf(string name) => [.. Asking.Lines(net.Dns.Ask(name, RRType.A).Answers).Select(line => line.Split(' ')[^1])];

        Assert.Equal(2, AddressesOf("front.officepost.test.").Length);
        Assert.Equal(AddressesOf("front.officepost.test."), AddressesOf("anybody.mail.officepost.test."));
    }

    private static IEnumerable<(string, MailClass, ZoneProtection, DaneProtection, int)> Parts(TopThousand internet) => internet.Domains
        .GroupBy(domain => (domain.Demonstrates, domain.Class, domain.Zone, domain.Dane))
        .Select(group => (group.Key.Demonstrates, group.Key.Class, group.Key.Zone, group.Key.Dane, group.Count()))
        .Order();

    private static string Percent(int part, int whole) => (100.0 * part / whole).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
