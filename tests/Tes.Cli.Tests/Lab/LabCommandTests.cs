using System.Text.Json;
using Tes.Cli.Terminal;
using Tes.Testnet.December2016;
using Tes.Testnet.Lab;
using Xunit;

namespace Tes.Cli.Tests.Lab;

public sealed class LabCommandTests
{
    [Fact]
    public async Task The_list_names_every_sample_domain()
    {
        CommandRun run = await CommandRun.OfAsync("lab", "--list");

        Assert.Equal((int)ExitStatus.Good, run.Status);
        Assert.Equal(LabScenario.Domains.Count, run.Output.TrimEnd('\n').Split('\n').Length);
        Assert.All(LabScenario.Domains, domain => Assert.Contains(domain.Name.ToDisplayString() + " ", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_is_one_Json_document_on_request()
    {
        CommandRun run = await CommandRun.OfAsync("lab", "--list", "--json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal("tes.lab/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(
            LabScenario.Domains.Select(domain => domain.Expected.Delivery),
            document.RootElement.GetProperty("domains").EnumerateArray().Select(domain => domain.GetProperty("delivery").GetString()));
    }

    [Fact]
    public async Task The_list_of_December_2016_has_a_line_for_each_domain_that_begins_with_its_name()
    {
        CommandRun run = await CommandRun.OfAsync("lab", "--list", "--scenario", "december-2016");

        Assert.Equal((int)ExitStatus.Good, run.Status);
        Assert.Equal(
            TopThousand.Usual.Names.Select(name => name.ToDisplayString()),
            run.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task The_document_of_December_2016_has_the_class_of_each_domain_and_keeps_the_keys_of_the_samples()
    {
        using JsonDocument samples = JsonDocument.Parse((await CommandRun.OfAsync("lab", "--list", "--json")).Output);
        using JsonDocument document = JsonDocument.Parse((await CommandRun.OfAsync("lab", "--list", "--json", "--scenario", "december-2016")).Output);

        JsonElement[] domains = [.. document.RootElement.GetProperty("domains").EnumerateArray()];
        Assert.Equal(("tes.lab/1", "december-2016"), (document.RootElement.GetProperty("schema").GetString(), document.RootElement.GetProperty("scenario").GetString()));
        Assert.Subset(KeysOf(domains[0]), KeysOf(samples.RootElement.GetProperty("domains")[0]));
        Assert.Equal(
            [("tls", 625), ("noTls", 164)],
            domains.GroupBy(domain => domain.GetProperty("class").GetString()!).Where(group => group.Key is "tls" or "noTls").OrderByDescending(group => group.Count()).Select(group => (group.Key, group.Count())));
        Assert.Equal((15, 3), (domains.Count(domain => domain.GetProperty("dnssec").GetBoolean()), domains.Count(domain => domain.GetProperty("dane").GetBoolean())));
    }

    [Theory]
    [InlineData("tes: 'nowhere' is not a scenario of the lab; there are samples and december-2016", "--scenario", "nowhere")]
    [InlineData("tes: '' is not a scenario of the lab; there are samples and december-2016", "--scenario", "")]
    [InlineData("tes: ", "--scenario")]
    public async Task A_scenario_that_there_is_not_is_one_clear_line(string expected, params string[] options)
    {
        CommandRun run = await CommandRun.OfAsync(["lab", "--list", .. options]);

        Assert.StartsWith(expected, run.OneErrorLine, StringComparison.Ordinal);
        Assert.Equal((int)ExitStatus.Usage, run.Status);
    }

    [Fact]
    public async Task The_tour_is_tested_where_no_domain_is_named_and_comes_out_as_declared()
    {
        // more time than the lab needs on its own: other tests run beside this one
        CommandRun run = await CommandRun.OfAsync("test", "--lab", "--json", "--timeout", "5");

        var deliveries = run.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(root => root.GetProperty("domain").GetString()!, root => root.GetProperty("delivery").GetString()!, StringComparer.Ordinal);
        Assert.Equal((int)ExitStatus.CheckFailed, run.Status);
        Assert.Equal(
            LabScenario.Tour.ToDictionary(domain => domain.Name.ToDisplayString(), domain => domain.Expected.Delivery, StringComparer.Ordinal), deliveries);
    }

    [Fact]
    public async Task Records_to_publish_name_the_port_of_Smtp_not_that_of_the_lab()
    {
        CommandRun run = await CommandRun.OfAsync("test", "--lab", "no-dane.test", "--timeout", "5");

        Assert.Contains("fix _25._tcp.mx.no-dane.test. IN TLSA 3 1 1 ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--resolver", "192.0.2.1")]
    [InlineData("--smtp-port", "25")]
    public async Task Options_that_lead_out_of_the_lab_are_refused(string option, string value)
    {
        CommandRun run = await CommandRun.OfAsync("test", "--lab", "dane-ee.test", option, value);

        Assert.Equal((int)ExitStatus.Usage, run.Status);
        Assert.Contains("--lab has a resolver", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("samples", "dane-ee.test ")]
    [InlineData("december-2016", "1000 domains, 789 of them with email")]
    public async Task The_lab_runs_until_it_is_interrupted_and_takes_its_files_along(string scenario, string shown)
    {
        using var output = new StringWriter();
        using var interrupt = new CancellationTokenSource();
        await using var watched = new WatchedWriter(output, "Ctrl-C ends it.", interrupt);
        var console = new CommandConsole { Output = watched, Error = TextWriter.Null, Input = TextReader.Null };

        int status = await TesProgram.RunAsync(["lab", "--scenario", scenario], console, interrupt.Token);

        Assert.Equal((int)ExitStatus.Interrupted, status);
        Assert.Contains(shown, output.ToString(), StringComparison.Ordinal);
        string anchor = output.ToString().Split('\n').Single(line => line.StartsWith("trust anchor", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.EndsWith("root.anchor", anchor, StringComparison.Ordinal);
        Assert.False(File.Exists(anchor));
    }

    private static HashSet<string> KeysOf(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];
}
