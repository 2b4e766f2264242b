using Tes.Dns;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.December2016;

/// <summary>
/// "December 2016, again": a made-up internet with the figures that the TES project's survey of the top 1000 domains by web traffic had. What
/// there is, and how many of each, stands in <c>Population</c>; the seed says which domain is which. The truth about every domain is read off the
/// declarations, so that a survey can be held against it.
/// </summary>
public sealed class TopThousand
{
    private static readonly Lazy<TopThousand> LazyUsual = new(() => new TopThousand("december-2016"));

    private readonly Lazy<IReadOnlyList<SurveyedDomain>> _domains;
    private readonly Lazy<SurveyFigures> _figures;

    /// <summary>Declares it.</summary>
    /// <param name="seed">The same seed makes the same internet, domain by domain; another deals the same parts to other domains.</param>
    public TopThousand(string seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        var order = new SeededOrder(seed);
        IReadOnlyList<(Site Site, string Demonstrates, PublishedPolicies Policies)> sites = Deal(order);
        SmtpHost[] hosts = [.. Population.Providers.SelectMany(provider => provider.Hosts), .. sites.SelectMany(known => known.Site.Hosts)];
        ILookup<DomainName, DomainName> websites = sites.Where(known => known.Site.Website is not null).ToLookup(known => known.Site.Website!, known => known.Site.Name);
        Scenario = new Scenario
        {
            Zones =
            [
                Zone.At("."),
                Zone.At("test."),
                // As large TLDs do it.
                Zone.At("example.") with { Signing = new ZoneSigning { Denial = new Denial.Nsec3 { OptOut = OptOut.Set } } },
                .. Population.Providers.Select(provider => provider.Zone),
                .. sites.Select(known => known.Site.Zone).OfType<Zone>(),
            ],
            Hosts = [.. hosts.Select(host => host with { OtherNames = [.. host.OtherNames, .. websites[host.Name]] })],
        };
        Names = [.. sites.Select(known => known.Site.Name)];
        var truth = new Lazy<GroundTruth>(() => new GroundTruth(Scenario));
        _domains = new(() => [.. sites.Select(known => truth.Value.Of(known.Site.Name, known.Demonstrates, known.Policies))]);
        _figures = new(() => truth.Value.Add(_domains.Value));
    }

    /// <summary>The one that the command line shows.</summary>
    public static TopThousand Usual => LazyUsual.Value;

    /// <summary>The zones and hosts.</summary>
    public Scenario Scenario { get; }

    /// <summary>The domains by rank.</summary>
    public IReadOnlyList<DomainName> Names { get; }

    /// <summary>The truth about each domain, by rank.</summary>
    public IReadOnlyList<SurveyedDomain> Domains => _domains.Value;

    /// <summary>The figures that follow from it.</summary>
    public SurveyFigures Figures => _figures.Value;

    // The parts in their order, to the names in an order of chance; then by rank.
    private static IReadOnlyList<(Site Site, string Demonstrates, PublishedPolicies Policies)> Deal(SeededOrder order)
    {
        var names = new Queue<DomainName>(order.Of("part", DomainNames.All, name => name.ToString()));
        List<(Site Site, string Demonstrates, PublishedPolicies Policies)> MakeAll(IEnumerable<SiteGroup> groups) =>
            [.. groups.SelectMany(group => Enumerable.Range(0, group.Size).Select(_ => (group.Declare(new Site(names.Dequeue())), group.Demonstrates, PublishedPolicies.None)))];

        List<(Site Site, string Demonstrates, PublishedPolicies Policies)> withEmail = MakeAll([.. Population.WithTls, .. Population.WithoutTls]);
        List<(Site Site, string Demonstrates, PublishedPolicies Policies)> withoutEmail = MakeAll(Population.WithoutEmail);
        if (names.Count > 0)
            throw new InvalidOperationException($"The population leaves {names.Count} of {DomainNames.All.Count} names.");
        foreach (IGrouping<PublishedPolicies, (int Size, PublishedPolicies Policy, Func<Site, Site> Publish)> policies in Population.Policies.GroupBy(known => known.Policy))
        {
            var places = new Queue<int>(order.Of(policies.Key.ToString(), Enumerable.Range(0, withEmail.Count), place => withEmail[place].Site.Name.ToString()));
            foreach ((int size, PublishedPolicies policy, Func<Site, Site> publish) in policies)
            {
                foreach (int place in Enumerable.Range(0, size).Select(_ => places.Dequeue()))
                    withEmail[place] = withEmail[place] with { Site = publish(withEmail[place].Site), Policies = withEmail[place].Policies | policy };
            }
        }

        return order.Of("rank", withEmail.Concat(withoutEmail), known => known.Site.Name.ToString());
    }
}
