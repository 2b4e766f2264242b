using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Tes.Cli.Terminal;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Xunit;

namespace Tes.Cli.Tests.Survey;

public sealed class ScanCommandTests
{
    // One domain or more of each class.
    private const string List = """
        rank,domain
        1,dane.test
        2,tls.test
        3,hosted.test
        4,tls12.test
        5,plain.test
        6,implicit.test
        7,nomail.test
        8,null.test
        9,nohost.test
        10,bogus.test
        11,nothing.test
        12,refusing.test
        13,failing.test
        14,TLS.test.
        15,not a domain
        """;

    private static Scenario Scenario => new()
    {
        Zones =
        [
            Zone.At("test."),
            Zone.At("dane.test.", "@ MX 10 mx"),
            Zone.At("tls.test.", "@ MX 10 mx"),
            Zone.At("hosted.test.", "@ MX 10 mx.tls.test."),
            Zone.At("tls12.test.", "@ MX 10 mx") with { Signing = null },
            Zone.At("plain.test.", "@ MX 10 mx") with { Signing = null },
            Zone.At("implicit.test.") with { Signing = null },
            Zone.At("nomail.test.", "@ TXT \"v=spf1 -all\""),
            Zone.At("null.test.", "@ MX 0 ."),
            Zone.At("nohost.test.", "@ MX 10 mx"),
            Zone.At("bogus.test.", "@ MX 10 mx") with { Faults = [new DnsFault(DnsFaultKind.BogusSignature)] },
            Zone.At("refusing.test.", "@ MX 10 mx"),
            Zone.At("failing.test.", "@ MX 10 mx") with { Faults = [new DnsFault(DnsFaultKind.ServFail)] },
        ],
        Hosts =
        [
            SmtpHost.Normal("mx.dane.test.") with { Tlsa = [Tlsa.DaneEE] },
            SmtpHost.Normal("mx.tls.test.") with { CapabilitiesBeforeTls = ["AUTH PLAIN"] },
            SmtpHost.Normal("mx.tls12.test.") with { TlsVersions = [TlsVersion.Tls12] },
            SmtpHost.Normal("mx.plain.test.") with { StartTls = StartTlsSupport.NotOffered },
            SmtpHost.Normal("implicit.test."),
            SmtpHost.Normal("mx.refusing.test.") with { Listening = Listening.Refuses },
        ],
    };

    [Fact]
    public async Task The_numbers_are_those_of_the_list_and_its_servers()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        CommandRun run = await internet.ScanAsync(List, "--json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        Assert.Equal("tes.scan/1", root.GetProperty("schema").GetString());
        Assert.Equal((13, 6, 5), (Number(root, "domains"), Number(root, "withEmail"), Number(root, "supportingTls")));
        Assert.Equal(
            [("tls", 5), ("noTls", 1), ("unresponsive", 1), ("noMx", 3), ("bogusMx", 1), ("nonExistingMx", 1), ("inconclusive", 1)],
            root.GetProperty("classes").EnumerateObject().Select(one => (one.Name, one.Value.GetInt32())));
        // Servers, not domains: hosted.test has that of tls.test.
        Assert.Equal([("TLSv1.3", 3), ("TLSv1.2", 1), ("none", 1)], root.GetProperty("tlsVersions").EnumerateObject().Select(one => (one.Name, one.Value.GetInt32())));
        Assert.Equal((1, 6), (Number(root, "authBeforeStartTls"), Number(root, "smtpSessions")));
        JsonElement dnssec = root.GetProperty("dnssec");
        Assert.Equal((3, 3.0 / 6, 3.0 / 5), (Number(dnssec, "domains"), dnssec.GetProperty("shareOfEmail").GetDouble(), dnssec.GetProperty("shareOfTls").GetDouble()));
        JsonElement dane = root.GetProperty("dane");
        Assert.Equal((1, 1.0 / 6, 1.0 / 5), (Number(dane, "domains"), dane.GetProperty("shareOfEmail").GetDouble(), dane.GetProperty("shareOfTls").GetDouble()));
        Assert.Equal(["dane.test"], dane.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        JsonElement list = root.GetProperty("list");
        Assert.Equal((16, 1, 1), (Number(list, "lines"), Number(list, "duplicates"), Number(list, "badLines")));
        Assert.Equal(16, Number(list.GetProperty("firstBadLines")[0], "line"));
        Assert.Equal(((int)ExitStatus.Good, ""), (run.Status, run.Error));
    }

    [Fact]
    public async Task People_get_tables_with_the_words_of_the_slides()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        CommandRun run = await internet.ScanAsync(List);
        foreach (string expected in new[]
        {
            "  OK with TLS                            5   38.5 %", "OK, no TLS", "unresponsive mail servers", "no MX records", "MX records invalid under DNSSEC", "non-existing MX hostnames", "inconclusive",
            "TLSv1.3", "domains with DANE             1   16.7 %", "AUTH before STARTTLS: 1 of 4 mail servers with TLS (25.0 %)", "With DANE: dane.test", "line 16: 'not a domain' ",
        })
            Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public async Task Where_no_server_at_all_is_reached_the_place_is_doubted()
    {
        await using TestInternet internet = await TestInternet.OfAsync(new Scenario
        {
            Zones = [Zone.At("test."), Zone.At("example.test.", "@ MX 10 mx")],
            Hosts = [SmtpHost.Normal("mx.example.test.") with { AddressCount = 12, Listening = Listening.Refuses }],
        });
        CommandRun run = await internet.ScanAsync("example.test\n");
        Assert.Contains("none of 12 mail servers could be reached: port 25 seems to be blocked here", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_ends_the_survey_early()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        using JsonDocument document = JsonDocument.Parse((await internet.ScanAsync(List, "--json", "--limit", "2")).Output);
        Assert.Equal(2, Number(document.RootElement, "domains"));
    }

    [Fact]
    public async Task Who_stops_a_survey_gets_the_numbers_so_far()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        using var stop = new CancellationTokenSource();
        using var list = new StalledStream("nomail.test\n");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new CommandConsole { Output = output, Error = error, Input = TextReader.Null, InputStream = list };
        Task<int> run = Task.Run(() => TesProgram.RunAsync(["scan", "-", "--no-archive", "--json", .. internet.Options, .. internet.SmtpOptions], console, stop.Token));
        await list.Stalled.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        Assert.Equal((int)ExitStatus.Interrupted, await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        using JsonDocument document = JsonDocument.Parse(output.ToString());
        Assert.True(document.RootElement.GetProperty("stopped").GetBoolean());
        Assert.InRange(Number(document.RootElement, "domains"), 0, 1);
    }

    [Fact]
    public async Task Where_nothing_can_be_looked_up_the_survey_is_inconclusive()
    {
        CommandRun run = await CommandRun.OfAsync(["scan", "-", "--no-archive", "--resolver", "127.0.0.1:9"], "example.org\nexample.net\n");
        Assert.Equal((int)ExitStatus.Inconclusive, run.Status);
        Assert.StartsWith("tes: nothing can be looked up: ", run.OneErrorLine, StringComparison.Ordinal);
        // A closed port refuses or is silent. No time limit: on a busy machine that may come first, and names no resolver.
        Assert.Contains("127.0.0.1:9", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the standard input is empty")]
    [InlineData("foo bar\nuser@example.org\n", "the standard input names no domain in 2 lines; line 1: 'foo bar' is not a domain name: it has white space in it")]
    [InlineData("\u0001\u0002\u001b[31m", "the standard input names no domain in 1 line; line 1: ")]
    [InlineData("a\0b\n", "cannot read the standard input after line 0: it is not a text file")]
    [InlineData("# nothing\n", "the standard input names no domain")]
    public async Task A_list_without_domains_is_one_clear_line(string list, string expected)
    {
        CommandRun run = await CommandRun.OfAsync(["scan", "-", "--no-archive"], list);
        Assert.StartsWith($"tes: {expected}", run.OneErrorLine, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Equal((int)ExitStatus.Usage, run.Status);
    }

    [Theory]
    [InlineData("no list is given", "scan")]
    [InlineData("cannot read '/no/such/list': there is no such file", "scan", "/no/such/list")]
    [InlineData("cannot read '/': it is a directory", "scan", "/")]
    [InlineData("'0' is not a number from 1 to 2147483647 for --limit", "scan", "-", "--limit", "0")]
    [InlineData("'many' is not a number from 1 to 5000 for --at-once", "scan", "-", "--at-once", "many")]
    public async Task Bad_usage_is_one_clear_line(string expected, params string[] arguments)
    {
        CommandRun run = await CommandRun.OfAsync(arguments);
        Assert.StartsWith($"tes: {expected}", run.OneErrorLine, StringComparison.Ordinal);
        Assert.Equal((int)ExitStatus.Usage, run.Status);
    }

    [Fact]
    public async Task A_damaged_list_counts_as_far_as_it_goes_and_is_an_error()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        string file = Path.GetTempFileName();
        try
        {
            using (var octets = new MemoryStream())
            {
                using (var gzip = new GZipStream(octets, CompressionLevel.NoCompression))
                    gzip.Write(Encoding.UTF8.GetBytes("nomail.test\n" + string.Concat(Enumerable.Repeat("# nothing\n", 50_000))));
                await File.WriteAllBytesAsync(file, octets.ToArray()[..^1000], TestContext.Current.CancellationToken);
            }

            CommandRun run = await internet.RunMailAsync("scan", file, "--json", "--no-archive");
            using JsonDocument document = JsonDocument.Parse(run.Output);
            Assert.Equal(1, Number(document.RootElement, "domains"));
            Assert.Contains("the compressed data are damaged or cut off", run.OneErrorLine, StringComparison.Ordinal);
            Assert.Equal((int)ExitStatus.Usage, run.Status);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_survey_of_the_lab_has_the_figures_that_the_lab_was_made_with()
    {
        using JsonDocument truth = JsonDocument.Parse((await CommandRun.OfAsync("lab", "--list", "--scenario", "december-2016", "--json")).Output);
        CommandRun run = await CommandRun.OfAsync("scan", "--lab", "--json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(Flatten(truth.RootElement.GetProperty("expected")), Flatten(document.RootElement).Intersect(Flatten(truth.RootElement.GetProperty("expected"))));
        Assert.Equal((1000, 789, 625), (Number(document.RootElement, "domains"), Number(document.RootElement, "withEmail"), Number(document.RootElement, "supportingTls")));
        Assert.Equal(((int)ExitStatus.Good, ""), (run.Status, run.Error));
    }

    // Path and value of every number and text in a document.
    private static IEnumerable<string> Flatten(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Flatten(member.Value, $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Flatten(item, $"{path}[{i}]")),
        _ => [$"{path} = {element}"],
    };

    /// <summary>Gives its text and then nothing, like a pipe that stays open.</summary>
    private sealed class StalledStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _end = new();

        public Task Stalled => _stalled.Task;

        public override int Read(Span<byte> buffer)
        {
            if (!_end.IsSet && Position < Length)
                return base.Read(buffer);
            _stalled.TrySetResult();
            _end.Wait();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
