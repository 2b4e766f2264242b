using System.Text.Json;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Xunit;

namespace Tes.Cli.Tests.Test;

public sealed class TestCommandTests
{
    private static readonly Func<SmtpHost, SmtpHost> WithDane = host => host with { Tlsa = [Tlsa.DaneEE] };

    [Fact]
    public async Task The_document_has_the_keys_of_the_contract()
    {
        await using TestInternet internet = await TestInternet.OfHostAsync(host => host with
        {
            Tlsa = [Tlsa.DaneEE],
            CapabilitiesBeforeTls = ["AUTH PLAIN LOGIN"],
        });

        CommandRun run = await internet.RunMailAsync("test", "example.test", "--json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        Assert.Equal("tes.test/1", root.GetProperty("schema").GetString());
        Assert.Equal("example.test", root.GetProperty("domain").GetString());
        Assert.Equal("verified", root.GetProperty("delivery").GetString());
        Assert.Equal("mx", root.GetProperty("mx").GetProperty("kind").GetString());
        Assert.Equal("secure", root.GetProperty("mx").GetProperty("security").GetString());
        JsonElement host = Assert.Single(root.GetProperty("mx").GetProperty("hosts").EnumerateArray());
        Assert.Equal("mx.example.test", host.GetProperty("name").GetString());
        Assert.Equal(10, host.GetProperty("preference").GetInt32());
        Assert.Equal("secure", host.GetProperty("addressSecurity").GetString());
        Assert.Equal("usable", host.GetProperty("tlsa").GetString());
        JsonElement address = Assert.Single(host.GetProperty("addresses").EnumerateArray());
        Assert.StartsWith("127.", address.GetProperty("ip").GetString(), StringComparison.Ordinal);
        Assert.Equal("yes", address.GetProperty("starttls").GetString());
        Assert.Equal("TLSv1.3", address.GetProperty("protocol").GetString());
        Assert.StartsWith("TLS_", address.GetProperty("cipher").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.String, address.GetProperty("group").ValueKind);
        Assert.Equal(["PLAIN", "LOGIN"], address.GetProperty("authBeforeTls").EnumerateArray().Select(mechanism => mechanism.GetString()));
        Assert.Equal("match", address.GetProperty("dane").GetString());
        JsonElement spf = root.GetProperty("spf");
        Assert.Equal("published", spf.GetProperty("state").GetString());
        Assert.Equal("v=spf1 mx ~all", spf.GetProperty("record").GetString());
        Assert.Equal("softfail", spf.GetProperty("all").GetString());
        JsonElement finding = Assert.Single(root.GetProperty("findings").EnumerateArray(), one => one.GetProperty("tag").GetString() == "auth-before-tls");
        Assert.Equal("fail", finding.GetProperty("state").GetString());
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.All(["subject", "message", "why", "fix"], key => Assert.Equal(JsonValueKind.String, finding.GetProperty(key).ValueKind));
        Assert.True(root.GetProperty("dnsQuestions").GetInt64() > 0);
        Assert.Equal((int)ExitStatus.CheckFailed, run.Status);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_mismatch_is_a_deferral_with_the_record_that_repairs_it()
    {
        await using TestInternet internet = await TestInternet.OfHostAsync(host => host with { Tlsa = [Tlsa.DaneEE with { Flaw = TlsaFlaw.OtherCertificate }] });

        CommandRun json = await internet.RunMailAsync("test", "example.test", "--json");
        CommandRun text = await internet.RunMailAsync("test", "example.test");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("defer", document.RootElement.GetProperty("delivery").GetString());
        JsonElement finding = Assert.Single(document.RootElement.GetProperty("findings").EnumerateArray(), one => one.GetProperty("tag").GetString() == "dane");
        string fix = finding.GetProperty("fix").GetString()!.Split('\n')[0];
        Assert.Matches(@"^_\d+\._tcp\.mx\.example\.test\. IN TLSA 3 1 1 [0-9A-F]{64}$", fix);
        Assert.Contains("fix " + fix, text.Output, StringComparison.Ordinal);
        Assert.Contains("mismatch", text.Output, StringComparison.Ordinal);
        Assert.Equal((int)ExitStatus.CheckFailed, text.Status);
    }

    [Fact]
    public async Task Many_domains_are_one_table_and_one_line_of_Json_each_in_the_order_given()
    {
        await using TestInternet internet = await TestInternet.OfHostAsync(WithDane);

        CommandRun text = await internet.RunMailAsync("test", "example.test", "nowhere.test");
        CommandRun json = await internet.RunMailAsync("test", "nowhere.test", "example.test", "EXAMPLE.test.", "--json");

        string[] lines = json.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(["bounce", "verified"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("delivery").GetString()));
        Assert.Single(text.Output.Split('\n'), line => line.StartsWith("domain ", StringComparison.Ordinal));
        Assert.Equal((int)ExitStatus.CheckFailed, text.Status);
    }

    [Fact]
    public async Task Domains_are_read_from_the_standard_input_and_a_wrong_line_is_named()
    {
        await using TestInternet internet = await TestInternet.OfHostAsync(WithDane);
        string[] arguments = ["test", "-f", "-", "--json", .. internet.Options, .. internet.SmtpOptions];

        CommandRun run = await CommandRun.OfAsync(arguments, "# ours\n\n example.test  # the one\r\nnowhere.test\n");
        CommandRun wrong = await CommandRun.OfAsync(arguments, "example.test\nnot a domain\n");

        Assert.Equal(2, run.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Equal((int)ExitStatus.Usage, wrong.Status);
        Assert.Contains("line 2: 'not a domain'", wrong.OneErrorLine, StringComparison.Ordinal);
        Assert.Empty(wrong.Output);
    }

    [Fact]
    public async Task Escape_sequences_of_a_server_do_not_reach_the_terminal()
    {
        await using TestInternet internet = await TestInternet.OfHostAsync(host => host with
        {
            Greeting = new SmtpGreeting.Text("554 \e[2J\e]0;owned\a\u009b31m go away\r\n"),
        });

        CommandRun text = await internet.RunMailAsync("test", "example.test", "-v");
        CommandRun json = await internet.RunMailAsync("test", "example.test", "--json");
        CommandRun nagios = await internet.RunMailAsync("test", "example.test", "--nagios");

        Assert.Contains("owned", text.Output, StringComparison.Ordinal);
        Assert.Equal((int)ExitStatus.CheckFailed, text.Status);
        Assert.All([text, json, nagios], run => Assert.DoesNotContain(run.Output, character => character is '\e' or '\a' or '\u009b'));
    }

    [Theory]
    [InlineData(ResolverFault.NobodyListens, "cannot be reached")]
    [InlineData(ResolverFault.RefusesAll, "REFUSED")]
    [InlineData(ResolverFault.ServFailsAll, "SERVFAIL")]
    [InlineData(ResolverFault.StripsDnssec, "strips DNSSEC")]
    [InlineData(ResolverFault.IgnoresEdns, "resolver")]
    [InlineData(ResolverFault.LiesAboutAll, "resolver")]
    public async Task A_resolver_that_does_not_work_is_named_as_the_cause_and_the_domain_not_blamed(ResolverFault fault, string cause)
    {
        await using TestInternet internet = await TestInternet.OfAsync(new Scenario
        {
            Zones = [Zone.At("test."), Zone.At("example.test.", "@ MX 10 mx")],
            Hosts = [SmtpHost.Normal("mx.example.test.")],
            ResolverFault = fault,
        });

        CommandRun json = await internet.RunMailAsync("test", "example.test", "--json");
        CommandRun text = await internet.RunMailAsync("test", "example.test");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement finding = Assert.Single(document.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal("resolver", finding.GetProperty("tag").GetString());
        Assert.Equal("inconclusive", finding.GetProperty("state").GetString());
        Assert.Contains(cause, finding.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("example.test  inconclusive  could not be tested: ", text.Output, StringComparison.Ordinal);
        Assert.Equal((int)ExitStatus.Inconclusive, json.Status);
        Assert.Equal((int)ExitStatus.Inconclusive, text.Status);
    }

    [Fact]
    public async Task A_dead_resolver_takes_no_longer_than_its_timeout()
    {
        await using TestInternet internet = await TestInternet.OfAsync(new Scenario { Zones = [Zone.At("test.")], ResolverFault = ResolverFault.NeverReplies });

        CommandRun run = await CommandRun.OfAsync(["test", "example.test", .. internet.ResolverOptions, "--timeout", "0.2"]);

        Assert.Equal((int)ExitStatus.Inconclusive, run.Status);
        Assert.Contains("could not be tested", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_Nagios_there_is_one_line_with_performance_data_and_its_exit_status()
    {
        await using TestInternet good = await TestInternet.OfHostAsync(WithDane);
        await using TestInternet bad = await TestInternet.OfHostAsync(host => host with { StartTls = StartTlsSupport.NotOffered });

        CommandRun ok = await good.RunMailAsync("test", "example.test", "--nagios");
        CommandRun critical = await bad.RunMailAsync("test", "example.test", "--nagios");
        CommandRun unknown = await CommandRun.OfAsync("test", "--nagios", "a|b");

        Assert.StartsWith("TES OK - example.test: verified | time=", ok.Output, StringComparison.Ordinal);
        Assert.StartsWith("TES CRITICAL - example.test: cleartext", critical.Output, StringComparison.Ordinal);
        Assert.Contains(" failed=2 ", critical.Output, StringComparison.Ordinal);
        Assert.StartsWith("TES UNKNOWN - 'a/b'", unknown.Output, StringComparison.Ordinal);
        Assert.All([ok, critical, unknown], run => Assert.Single(run.Output.TrimEnd('\n').Split('\n')));
        Assert.Equal((0, 2, 3), (ok.Status, critical.Status, unknown.Status));
    }

    [Fact]
    public async Task A_domain_without_fault_is_exit_status_0_and_says_so()
    {
        await using TestInternet internet = await TestInternet.OfHostAsync(WithDane);

        CommandRun run = await internet.RunMailAsync("test", "example.test");

        Assert.Equal((int)ExitStatus.Good, run.Status);
        Assert.StartsWith("example.test  verified  ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test", "no domain is given")]
    [InlineData("test someone@example.org", "'someone@example.org' is a mail address; its domain is example.org")]
    [InlineData("test https://example.org/", "is a URL; the domain in it is example.org")]
    [InlineData("test 192.0.2.1", "is an IP address")]
    [InlineData("test example..org", "empty label")]
    [InlineData("test example.org --smtp-port 0", "'0' is not a port")]
    [InlineData("test example.org --ehlo-name -", "is not a name for EHLO")]
    [InlineData("test example.org --ehlo-name localhost", "'localhost' is not a name for EHLO")]
    [InlineData("test -f /nowhere/list", "cannot read '/nowhere/list'")]
    [InlineData("test example.org --config x", "'--config' is not an option")]
    public async Task What_cannot_be_tested_is_refused_with_one_line(string line, string expected)
    {
        CommandRun run = await CommandRun.OfAsync(line.Split(' '));

        Assert.Equal((int)ExitStatus.Usage, run.Status);
        Assert.Contains(expected, run.OneErrorLine, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
