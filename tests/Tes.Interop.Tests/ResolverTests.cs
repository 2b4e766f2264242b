using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Resolvers;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>The state is the same whatever resolver hands us the records, validating or not.</summary>
public sealed class ResolverTests(TestInternet internet)
{
    // Through Unbound goes every comparison of verdicts; all through each would take too long.
    private static readonly Resolver[] InTurn = [Resolver.Bind, Resolver.KnotResolver, Resolver.BindNotValidating, Resolver.Dnsmasq];

    public static TheoryData<string, int> Questions
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var (index, title) in DnssecCases.ByTitle.Keys.Index())
            {
                data.Add(title, index % InTurn.Length);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task State_is_the_same_through_another_resolver(string title, int turn)
    {
        internet.Require();
        var @case = DnssecCases.ByTitle[title];
        Comparison.Demand(await Comparison.ThroughAsync(internet, @case, InTurn[turn]) is { } difference ? [difference] : []);
    }
}
