using System.Text.Json;
using Tes.Dns;
using Tes.Mail.Dmarc;
using Xunit;

namespace Tes.Mail.Tests.Dmarc;

/// <summary>The cases are lines of testdata/dmarc/discovery.jsonl: a domain, what the DNS holds, and which record governs.</summary>
public sealed class DmarcDiscoveryTests
{
    private const string Cases = "dmarc/discovery.jsonl";

    public static TheoryData<string> Names() => CaseFile.Names(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_record_that_governs_is_found_Rfc9989_4_10(string name)
    {
        JsonElement expected = CaseFile.Case(Cases, name);
        ScriptedResolver resolver = DmarcCase.Resolver(expected);

        DmarcDiscovery discovery = await DmarcPolicyDiscovery.FindAsync(resolver, DomainName.Parse(expected.Text("domain")!), TestContext.Current.CancellationToken);

        Assert.Equal(expected.Texts("asked"), discovery.Walk.Steps.Select(step => step.Domain.ToDisplayString()));
        Assert.Equal(expected.Texts("asked").Select(asked => "_dmarc." + asked), resolver.Asked);
        Assert.Equal(expected.Text("organizational"), discovery.Walk.OrganizationalDomain?.ToDisplayString());
        Assert.Equal(expected.Text("undetermined"), discovery.Walk.Undetermined?.Domain.ToDisplayString());
        if (expected.Text("rule") is { } rule)
            Assert.Equal(rule, discovery.Walk.Rule.ToString());
        string found = discovery.Match(
            governed => $"{governed.RecordDomain.ToDisplayString()} {governed.Role} {governed.Policy?.Policy.ToString().ToLowerInvariant()} {governed.Policy?.Tag} {governed.Existence?.State}".TrimEnd(),
            none => "none",
            undetermined => "undetermined");
        string wanted = expected.Text("record") is { } record
            ? $"{record} {expected.Text("role")} {expected.Text("policy")} {expected.Text("tag")} {expected.Text("existence")}".TrimEnd()
            : expected.Text("undetermined") is not null ? "undetermined" : "none";
        Assert.Equal(wanted, found);
        if (expected.Text("security") is { } security)
            Assert.Equal(security, Assert.IsType<DmarcDiscovery.Governed>(discovery).Security.ToString());
    }

    [Fact]
    public void A_walk_asks_at_most_eight_times_whatever_the_name_Rfc9989_4_10()
    {
        for (int labels = 0; labels <= 120; labels++)
        {
            DomainName name = labels == 0 ? DomainName.Root : DomainName.Parse(string.Join('.', Enumerable.Repeat("a", labels)));

            DomainName[] targets = [.. DmarcTreeWalker.Targets(name)];

            Assert.Equal(Math.Min(labels, DmarcLimits.MaxWalkQueries), targets.Length);
            Assert.All(targets, target => Assert.True(name.IsAtOrBelow(target)));
        }
    }

    [Fact]
    public async Task A_name_that_has_no_room_for_the_label_publishes_nothing()
    {
        DomainName longest = DomainName.Parse(string.Join('.', Enumerable.Repeat(new string('a', 61), 4)) + ".abcde");
        var resolver = new ScriptedResolver();

        DmarcDiscovery discovery = await DmarcPolicyDiscovery.FindAsync(resolver, longest, TestContext.Current.CancellationToken);

        Assert.IsType<DmarcDiscovery.NotPublished>(discovery);
        Assert.Null(discovery.Walk.Steps[0].Lookup.Answer);
        Assert.Equal(4, resolver.Asked.Count);
    }
}
