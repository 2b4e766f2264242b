using System.Text.Json;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Spf;

public sealed class SpfCommandTests
{
    private static Task<TestInternet> InternetAsync(params DnsFault[] faults) => TestInternet.OfAsync(
        Zone.At("test."),
        Zone.At("signed.test.", """
            @ TXT "v=spf1 a:mx include:i.signed.test -all exp=why.signed.test"
            @ TXT "other"
            mx A 192.0.2.25
            i TXT "v=spf1 ip4:198.51.100.0/24 ~all"
            soft TXT "v=spf1 ~all"
            neutral TXT "v=spf1"
            evil TXT "v=spf1 x=\027[2J -all"
            why TXT "%{i} is none of ours"
            """.Replace("a:mx ", "a:mx.signed.test ", StringComparison.Ordinal)) with { Faults = faults },
        Zone.At("unsigned.test.", "@ TXT \"v=spf1 ip4:192.0.2.25 ~all\"") with { Signing = null });

    [Theory]
    [InlineData("192.0.2.25", "a@signed.test", "pass", "secure", 0)]
    [InlineData("198.51.100.1", "a@signed.test", "pass", "secure", 0)]
    [InlineData("192.0.2.1", "a@signed.test", "fail", "secure", 1)]
    [InlineData("192.0.2.1", "a@soft.signed.test", "softfail", "secure", 1)]
    [InlineData("192.0.2.1", "a@neutral.signed.test", "neutral", "secure", 0)]
    [InlineData("192.0.2.1", "a@nowhere.test", "none", "secure", 0)]
    [InlineData("192.0.2.1", "no address", "none", null, 0)]
    [InlineData("192.0.2.25", "<a@unsigned.test>", "pass", "insecure", 0)]
    [InlineData("::ffff:192.0.2.25", "a@unsigned.test", "pass", "insecure", 0)]
    [InlineData("192.0.2.1", "a@evil.signed.test", "permerror", "secure", 1)]
    public async Task The_result_is_told_in_Json_in_text_and_as_exit_status(string ip, string from, string result, string? security, int status)
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun json = await internet.RunAsync("spf", "check", "--ip", ip, "--helo", "mx.example.test", "--mail-from", from, "--json");
        CommandRun text = await internet.RunAsync("spf", "check", "--ip", ip, "--helo", "mx.example.test", "--mail-from", from);

        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("tes.spf.check/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(result, document.RootElement.GetProperty("result").GetString());
        Assert.Equal(security, document.RootElement.GetProperty("security").GetString());
        Assert.Equal(result == "fail" ? "192.0.2.1 is none of ours" : null, document.RootElement.GetProperty("explanation").GetString());
        Assert.Equal((status, status), (json.Status, text.Status));
        Assert.Contains($": {result}\n", text.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text.Output);
        Assert.Empty(json.Error);
    }

    [Fact]
    public async Task A_bogus_policy_is_temperror_and_inconclusive()
    {
        await using TestInternet internet = await InternetAsync(new DnsFault(DnsFaultKind.BogusSignature));

        CommandRun run = await internet.RunAsync("spf", "check", "--ip", "192.0.2.25", "--helo", "x", "--mail-from", "a@signed.test", "--json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(("temperror", "bogus", 3), (document.RootElement.GetProperty("result").GetString(), document.RootElement.GetProperty("security").GetString(), run.Status));
    }

    [Fact]
    public async Task An_empty_reverse_path_checks_the_HELO_identity()
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun run = await internet.RunAsync("spf", "check", "--ip", "192.0.2.25", "--helo", "signed.test", "--mail-from", "", "--json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(("pass", "helo", "signed.test"), (document.RootElement.GetProperty("result").GetString(), document.RootElement.GetProperty("identity").GetString(), document.RootElement.GetProperty("domain").GetString()));
    }

    [Theory]
    [InlineData("--mail-from=", "", "helo", "-y")]
    [InlineData("--mail-from=-x@signed.test", "-x@signed.test", "mailfrom", "signed.test")]
    [InlineData("--mail-from=--x@signed.test", "--x@signed.test", "mailfrom", "signed.test")]
    public async Task What_a_peer_said_may_be_empty_or_look_like_an_option(string argument, string from, string identity, string domain)
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun run = await internet.RunAsync("spf", "check", "--ip", "192.0.2.1", argument, "--helo", "-y", "--json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal((from, identity, domain), (document.RootElement.GetProperty("mailFrom").GetString(), document.RootElement.GetProperty("identity").GetString(), document.RootElement.GetProperty("domain").GetString()));
    }

    [Fact]
    public async Task The_header_field_stands_alone()
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun run = await internet.RunAsync("spf", "check", "--ip", "192.0.2.25", "--helo", "mx.test", "--mail-from", "a@signed.test", "--receiver", "mx.example.net", "--received-spf");

        Assert.StartsWith("Received-SPF: pass (mx.example.net: domain of a@signed.test designates", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.TrimEnd().Split('\n')[1..], line => Assert.StartsWith(" ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("example.org")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%1")]
    [InlineData("")]
    public async Task What_is_no_address_is_a_usage_error(string ip)
    {
        CommandRun run = await CommandRun.OfAsync("spf", "check", "--ip", ip, "--helo", "x", "--mail-from", "a@example.org");

        Assert.Equal(2, run.Status);
        Assert.Contains($"'{ip}' is not an IP address", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_shown_with_what_it_includes()
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun json = await internet.RunAsync("spf", "show", "signed.test", "--json");
        CommandRun text = await internet.RunAsync("spf", "show", "signed.test");
        CommandRun flat = await internet.RunAsync("spf", "show", "signed.test", "--flatten");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement root = document.RootElement;
        Assert.Equal("tes.spf.show/1", root.GetProperty("schema").GetString());
        Assert.Equal(2, root.GetProperty("lookups").GetInt32());
        Assert.Equal(["192.0.2.25/32", "198.51.100.0/24"], root.GetProperty("networks").EnumerateArray().Select(network => network.GetString()));
        Assert.Equal("v=spf1 ip4:198.51.100.0/24 ~all", root.GetProperty("tree").GetProperty("terms")[1].GetProperty("record").GetProperty("record").GetString());
        Assert.Equal("v=spf1 ip4:192.0.2.25 ip4:198.51.100.0/24 -all exp=why.signed.test\n", flat.Output.ReplaceLineEndings("\n"));
        Assert.Contains("include:i.signed.test  1 look-up", text.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (json.Status, text.Status, flat.Status));
    }

    [Theory]
    [InlineData("nowhere.test", 1)]
    [InlineData("evil.signed.test", 1)]
    [InlineData("neutral.signed.test", 0)]
    public async Task Faults_of_a_policy_are_the_exit_status(string domain, int status)
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun run = await internet.RunAsync("spf", "show", domain);

        Assert.Equal(status, run.Status);
        Assert.DoesNotContain('\e', run.Output);
    }
}
