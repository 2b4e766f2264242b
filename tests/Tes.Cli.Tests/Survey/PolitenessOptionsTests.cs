using System.CommandLine;
using System.Text.Json;
using Tes.Cli.Survey;
using Tes.Scan.Survey.Politeness;
using Tes.Testnet;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Xunit;

namespace Tes.Cli.Tests.Survey;

public sealed class PolitenessOptionsTests
{
    private static Scenario Scenario => new()
    {
        Zones =
        [
            Zone.At("test."),
            Zone.At("one.test.", "@ MX 10 mx"),
            Zone.At("two.test.", "@ MX 10 mx"),
            Zone.At("hosted.test.", "@ MX 10 mx.two.test."),
        ],
        Hosts = [SmtpHost.Normal("mx.one.test."), SmtpHost.Normal("mx.two.test.")],
    };

    [Fact]
    public void The_internet_is_spared_and_the_lab_is_not()
    {
        Politeness internet = Read(inLab: false);
        Assert.Equal(PolitenessLimits.Default with { SparesLoopback = false }, internet.Limits);
        Assert.NotNull(internet.QueryRate);
        Politeness lab = Read(inLab: true);
        Assert.Equal(PolitenessLimits.None with { SparesLoopback = false }, lab.Limits);
        Assert.Null(lab.QueryRate);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_given_counts_everywhere(bool inLab)
    {
        Politeness given = Read(inLab, "--smtp-rate", "0.5", "--dns-rate", "7", "--per-network", "2", "--per-provider", "3");
        Assert.Equal((true, 0.5, 2, 3), (given.Limits.SparesLoopback, given.Limits.SessionsPerSecond, given.Limits.PerNetwork, given.Limits.PerProvider));
        Assert.NotNull(given.QueryRate);
        Assert.Equal((SessionSharing.OneCertificate, SessionSharing.EveryName), (given.Sharing, Read(inLab, "--every-name").Sharing));
    }

    [Fact]
    public async Task Domains_that_opted_out_are_not_tested_and_their_hosts_not_met()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        using var list = new ListFile("# asked for it\none.test\nmx.two.test\n");
        CommandRun run = await internet.ScanAsync("one.test\ntwo.test\nhosted.test\n", "--json", "--opt-out", list.Path);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        Assert.Equal(1, root.GetProperty("list").GetProperty("leftOut").GetInt32());
        Assert.Equal((2, 2), (root.GetProperty("domains").GetInt32(), root.GetProperty("classes").GetProperty("inconclusive").GetInt32()));
        Assert.Equal(0, root.GetProperty("smtpSessions").GetInt32());
    }

    // A lower bound only: what is slow for other reasons passes.
    [Theory]
    [InlineData("--smtp-rate", 5, "smtpSessions", 10)]
    [InlineData("--dns-rate", 10, "dnsQuestions", 10)]
    public async Task A_rate_holds_for_the_whole_survey(string option, int rate, string counted, int atLeast)
    {
        await using TestInternet internet = await TestInternet.OfAsync(new Scenario
        {
            Zones = [Zone.At("test."), Zone.At("one.test.", "@ MX 10 mx")],
            Hosts = [SmtpHost.Normal("mx.one.test.") with { AddressCount = 10 }],
        });
        CommandRun run = await internet.ScanAsync("one.test\n", "--json", option, $"{rate}");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        int count = document.RootElement.GetProperty(counted).GetInt32();
        Assert.InRange(count, atLeast, int.MaxValue);
        // Gaps of sessions are at least half of their mean.
        double least = option == "--smtp-rate" ? 0.5 * (count - 1) / rate : (count - 2.0) / rate;
        Assert.True(document.RootElement.GetProperty("elapsedMs").GetInt32() >= 1000 * least - 50, run.Output);
    }

    [Fact]
    public async Task Without_a_list_nobody_is_left_out()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        using JsonDocument document = JsonDocument.Parse((await internet.ScanAsync("one.test\ntwo.test\nhosted.test\n", "--json")).Output);
        Assert.Equal(2, document.RootElement.GetProperty("smtpSessions").GetInt32());
        Assert.Equal(3, document.RootElement.GetProperty("classes").GetProperty("tls").GetInt32());
        Assert.Equal(0, document.RootElement.GetProperty("list").GetProperty("leftOut").GetInt32());
    }

    [Fact]
    public async Task An_address_that_opted_out_is_left_alone_in_the_lab_too()
    {
        using var list = new ListFile("127.0.0.0/8\n");
        using JsonDocument document = JsonDocument.Parse((await CommandRun.OfAsync("scan", "--lab", "--json", "--opt-out", list.Path)).Output);
        Assert.Equal(0, document.RootElement.GetProperty("smtpSessions").GetInt32());
    }

    [Theory]
    [InlineData("one.test\n192.0.2.1/24\n", "line 2: '192.0.2.1/24' has bits set beyond its prefix of 24; nothing is surveyed")]
    [InlineData("a\u001b[31m b\n", "line 1: ")]
    public async Task A_line_that_is_not_understood_stops_all(string text, string expected)
    {
        using var list = new ListFile(text);
        CommandRun run = await CommandRun.OfAsync(["scan", "-", "--opt-out", list.Path], "one.test\n");
        Assert.Contains(expected, run.OneErrorLine, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Equal((int)ExitStatus.Usage, run.Status);
    }

    [Theory]
    [InlineData("'0' is not a number from 0.001 to 10000 for --smtp-rate", "--smtp-rate", "0")]
    [InlineData("'NaN' is not a number from 0.001 to 10000 for --smtp-rate", "--smtp-rate", "NaN")]
    [InlineData("'0' is not a number from 1 to 100000 for --dns-rate", "--dns-rate", "0")]
    [InlineData("'x' is not a number from 1 to 5000 for --per-network", "--per-network", "x")]
    [InlineData("'5001' is not a number from 1 to 5000 for --per-provider", "--per-provider", "5001")]
    [InlineData("cannot read '/no/such/list': there is no such file", "--opt-out", "/no/such/list")]
    public async Task Bad_usage_is_one_clear_line(string expected, params string[] arguments)
    {
        CommandRun run = await CommandRun.OfAsync(["scan", "-", .. arguments], "one.test\n");
        Assert.StartsWith($"tes: {expected}", run.OneErrorLine, StringComparison.Ordinal);
        Assert.Equal((int)ExitStatus.Usage, run.Status);
    }

    private static Politeness Read(bool inLab, params string[] arguments)
    {
        var options = new PolitenessOptions();
        var command = new RootCommand();
        options.AddTo(command);
        return options.Read(command.Parse(arguments), inLab, resolverIsOwn: false, TimeProvider.System);
    }

    private sealed class ListFile : IDisposable
    {
        public ListFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
