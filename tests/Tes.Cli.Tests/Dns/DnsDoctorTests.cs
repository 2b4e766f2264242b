using System.Text.Json;
using Tes.Testnet;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Dns;

public sealed class DnsDoctorTests
{
    [Fact]
    public async Task A_resolver_that_carries_DNSSEC_is_exit_status_0()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Zone.At("test."));

        CommandRun text = await internet.RunAsync("dns", "doctor");
        CommandRun json = await internet.RunAsync("dns", "doctor", "--json");

        Assert.Equal(((int)ExitStatus.Good, (int)ExitStatus.Good), (text.Status, json.Status));
        Assert.Contains("Validated look-ups work", text.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("tes.dns.doctor/1", document.RootElement.GetProperty("schema").GetString());
        JsonElement resolver = Assert.Single(document.RootElement.GetProperty("resolvers").EnumerateArray());
        Assert.True(resolver.GetProperty("usable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, resolver.GetProperty("cause").ValueKind);
        Assert.Contains("tcp", resolver.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("tag").GetString()));
    }

    [Theory]
    [InlineData(ResolverFault.StripsDnssec, 1, "dnskey")]
    [InlineData(ResolverFault.IgnoresEdns, 1, "edns")]
    [InlineData(ResolverFault.RefusesAll, 1, "recursion")]
    [InlineData(ResolverFault.NobodyListens, 3, "reachable")]
    public async Task A_resolver_that_does_not_is_named_with_cause_and_fix(ResolverFault fault, int status, string tag)
    {
        await using TestInternet internet = await TestInternet.OfAsync(new Scenario { ResolverFault = fault, Zones = [Zone.At("test.")] });

        CommandRun text = await internet.RunAsync("dns", "doctor");
        CommandRun json = await internet.RunAsync("dns", "doctor", "--json");

        Assert.Equal((status, status), (text.Status, json.Status));
        Assert.Contains("fix: ", text.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement resolver = Assert.Single(document.RootElement.GetProperty("resolvers").EnumerateArray());
        Assert.Equal(tag, resolver.GetProperty("checks").EnumerateArray().First(check => check.GetProperty("outcome").GetString() == "failed").GetProperty("tag").GetString());
        Assert.Equal(status == 1, resolver.GetProperty("answers").GetBoolean());
    }
}
