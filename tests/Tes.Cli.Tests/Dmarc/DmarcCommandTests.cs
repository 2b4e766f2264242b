using System.Text.Json;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Dmarc;

public sealed class DmarcCommandTests
{
    private const string Records = """
        @ MX 10 mx
        _dmarc TXT "v=DMARC1; p=reject; sp=quarantine; np=none; t=y; rua=mailto:a@reports.test,mailto:b@signed.test"
        mail A 192.0.2.25
        _dmarc.own TXT "v=DMARC1; p=none; psd=n; adkim=s"
        _dmarc.nothing TXT "v=DMARC1; p=\027[2J"
        """;

    private static Task<TestInternet> InternetAsync(params DnsFault[] faults) => TestInternet.OfAsync(
        Zone.At("test."),
        Zone.At("signed.test.", Records) with { Faults = faults },
        Zone.At("reports.test.", "signed.test._report._dmarc TXT \"v=DMARC1\""),
        Zone.At("unsigned.test.", Records) with { Signing = null });

    private static async Task<(JsonElement Document, CommandRun Json, CommandRun Text)> RunAsync(TestInternet internet, params string[] arguments)
    {
        CommandRun json = await internet.RunAsync(["dmarc", .. arguments, "--json"]);
        CommandRun text = await internet.RunAsync(["dmarc", .. arguments]);
        Assert.Equal(json.Status, text.Status);
        Assert.Empty(json.Error + text.Error);
        Assert.DoesNotContain('\e', text.Output + json.Output);
        return (JsonDocument.Parse(json.Output).RootElement, json, text);
    }

    [Theory]
    [InlineData("signed.test", 0, true, "signed.test", "signed.test", "reject", true, "secure")]
    [InlineData("mail.signed.test", 0, true, "signed.test", "signed.test", "quarantine", true, "secure")]
    [InlineData("no.signed.test", 0, true, "signed.test", "signed.test", "none", true, "secure")]
    [InlineData("a.own.signed.test", 0, true, "own.signed.test", "own.signed.test", "none", false, "secure")]
    [InlineData("mail.unsigned.test", 0, true, "unsigned.test", "unsigned.test", "quarantine", true, "insecure")]
    [InlineData("reports.test", 0, false, null, "reports.test", null, false, "secure")]
    [InlineData("nothing.signed.test", 1, true, "nothing.signed.test", "signed.test", null, false, "secure")]
    public async Task The_record_that_governs_is_shown_with_the_keys_of_the_contract(
        string domain, int status, bool found, string? recordDomain, string? organizational, string? policy, bool testing, string security)
    {
        await using TestInternet internet = await InternetAsync();

        (JsonElement root, CommandRun json, CommandRun text) = await RunAsync(internet, "show", domain);

        Assert.Equal(status, json.Status);
        Assert.Equal("tes.dmarc.show/1", root.GetProperty("schema").GetString());
        Assert.Equal(found, root.GetProperty("found").GetBoolean());
        Assert.Equal(recordDomain, root.GetProperty("recordDomain").GetString());
        Assert.Equal(organizational, root.GetProperty("organizationalDomain").GetString());
        Assert.Equal(policy, root.GetProperty("policy").GetString());
        Assert.Equal(testing, root.GetProperty("testing").GetBoolean());
        Assert.Equal(security, root.GetProperty("security").GetString());
        Assert.True(root.GetProperty("walk").GetArrayLength() > 0);
        Assert.Contains(organizational!, text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destinations_of_reports_are_verified()
    {
        await using TestInternet internet = await InternetAsync();

        (JsonElement root, _, CommandRun text) = await RunAsync(internet, "show", "signed.test");
        (JsonElement other, _, _) = await RunAsync(internet, "show", "unsigned.test");

        Assert.Equal(["authorized", "internal"], root.GetProperty("reportDestinations").EnumerateArray().Select(one => one.GetProperty("state").GetString()));
        Assert.Equal(["unauthorized", "unauthorized"], other.GetProperty("reportDestinations").EnumerateArray().Select(one => one.GetProperty("state").GetString()));
        Assert.Contains("signed.test._report._dmarc.reports.test", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_look_up_is_no_absence()
    {
        await using TestInternet internet = await InternetAsync();
        internet.ResolverFault = ResolverFault.ServFailsAll;

        (JsonElement show, CommandRun json, CommandRun text) = await RunAsync(internet, "show", "signed.test");
        (JsonElement find, CommandRun found, _) = await RunAsync(internet, "organizational-domain", "signed.test");

        Assert.Equal((3, 3), (json.Status, found.Status));
        Assert.False(show.GetProperty("found").GetBoolean());
        Assert.Equal(JsonValueKind.Null, show.GetProperty("organizationalDomain").ValueKind);
        Assert.Equal("failed", show.GetProperty("walk")[0].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, find.GetProperty("organizationalDomain").ValueKind);
        Assert.Contains("not known", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_of_RFC_7489_stands_beside_it_with_a_list()
    {
        await using TestInternet internet = await InternetAsync();
        using var folder = new TemporaryFolder();
        string list = folder.File("list.dat");
        await File.WriteAllTextAsync(list, "test\n", TestContext.Current.CancellationToken);

        (JsonElement same, _, CommandRun agree) = await RunAsync(internet, "show", "signed.test", "--public-suffix-list", list);
        (JsonElement other, _, CommandRun differ) = await RunAsync(internet, "show", "a.own.signed.test", "--public-suffix-list", list);

        Assert.True(same.GetProperty("publicSuffixList").GetProperty("agrees").GetBoolean());
        Assert.False(other.GetProperty("publicSuffixList").GetProperty("agrees").GetBoolean());
        Assert.Equal("signed.test", other.GetProperty("publicSuffixList").GetProperty("recordDomain").GetString());
        Assert.DoesNotContain("warning", agree.Output, StringComparison.Ordinal);
        Assert.Contains("warning", differ.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.own.signed.test", "own.signed.test", "psd-n")]
    [InlineData("mail.signed.test", "signed.test", "fewest-labels")]
    [InlineData("reports.test", "reports.test", "itself")]
    public async Task The_Organizational_Domain_is_found_by_tree_walk(string name, string organizational, string rule)
    {
        await using TestInternet internet = await InternetAsync();

        (JsonElement root, CommandRun run, _) = await RunAsync(internet, "organizational-domain", name);

        Assert.Equal((0, organizational, rule), (run.Status, root.GetProperty("organizationalDomain").GetString(), root.GetProperty("rule").GetString()));
    }

    [Theory]
    [InlineData("mail.example.co.uk", "example.co.uk")]
    [InlineData("co.uk", null)]
    public async Task With_a_list_it_is_found_without_the_DNS(string name, string? organizational)
    {
        using var folder = new TemporaryFolder();
        string list = folder.File("list.dat");
        await File.WriteAllTextAsync(list, "uk\nco.uk\n", TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync("dmarc", "organizational-domain", name, "--public-suffix-list", list, "--json");

        Assert.Equal(0, run.Status);
        Assert.Equal(organizational, JsonDocument.Parse(run.Output).RootElement.GetProperty("organizationalDomain").GetString());
    }

    [Theory]
    [InlineData("dmarc", "show", "exa mple..org")]
    [InlineData("dmarc", "show", "example.org", "--public-suffix-list", "/no/such/file")]
    [InlineData("dmarc", "organizational-domain", "example.org", "--public-suffix-list", "/dev/null")]
    [InlineData("dmarc", "report", "/no/such/file")]
    [InlineData("dmarc")]
    public async Task A_mistake_is_one_line_and_status_2(params string[] arguments)
    {
        CommandRun run = await CommandRun.OfAsync(arguments);

        Assert.Equal(2, run.Status);
        Assert.StartsWith("tes: ", run.OneErrorLine, StringComparison.Ordinal);
    }
}
