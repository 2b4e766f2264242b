using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using Tes.Cli.Json;
using Tes.Cli.Terminal;
using Tes.Testnet;

namespace Tes.Cli.Lab;

/// <summary><c>tes lab</c>: a simulated internet on loopback to look at with one's own tools.</summary>
internal static class LabCommand
{
    private static readonly ILabScenario[] Scenarios = [new SampleScenario(), new December2016Scenario()];

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var list = new Option<bool>("--list") { Description = "Only list the domains." };
        var scenario = new Option<ILabScenario?>("--scenario")
        {
            Description = "Which internet: samples, a domain for each state that a test can find, or december-2016, the 1000 domains of tes scan --lab. Default: samples.",
            HelpName = "NAME",
            CustomParser = ParseScenario,
        };
        var lab = new Command("lab", "Run the built-in test net: made-up domains with their DNS and mail hosts on loopback, until Ctrl-C.");
        var json = new Option<bool>("--json") { Description = "With --list: one JSON document." };
        lab.Add(list);
        lab.Add(scenario);
        lab.Add(json);
        lab.SetAction(async (parsed, cancellationToken) =>
        {
            ILabScenario chosen = parsed.GetValue(scenario) ?? Scenarios[0];
            if (parsed.GetValue(json))
            {
                if (!parsed.GetValue(list))
                    throw new UsageException("--json goes with --list");
                JsonDocumentWriter.Write(console.Output, indented: true, document =>
                {
                    document.WriteStartObject();
                    document.WriteString("schema", "tes.lab/1");
                    document.WriteString("scenario", chosen.Word);
                    chosen.WriteJson(document);
                    document.WriteEndObject();
                });
                return (int)ExitStatus.Good;
            }

            if (parsed.GetValue(list))
            {
                chosen.WriteDomains(console);
                return (int)ExitStatus.Good;
            }

            await RunAsync(chosen, console, cancellationToken);
            return (int)ExitStatus.Good;
        });
        examples[lab] = ["tes lab", "tes lab --list", "tes lab --scenario december-2016", "tes test --lab"];
        return lab;
    }

    /// <summary>Starts a scenario.</summary>
    /// <exception cref="UsageException">This machine has not what it needs.</exception>
    public static async Task<SimulatedInternet> StartAsync(Scenario scenario, TimeProvider time)
    {
        try
        {
            return await SimulatedInternet.StartAsync(scenario, time);
        }
        catch (SocketException exception)
        {
            throw new UsageException($"the lab cannot start: no sockets on 127.66.0.0/16 ({exception.SocketErrorCode}); it needs Linux", exception);
        }
    }

    private static async Task RunAsync(ILabScenario chosen, CommandConsole console, CancellationToken cancellationToken)
    {
        await using SimulatedInternet internet = await StartAsync(chosen.Scenario, console.Time);
        using var anchor = new AnchorFile(internet.TrustAnchor);
        chosen.WriteOverview(console);
        console.Output.WriteLine();
        console.Output.WriteLine($"resolver      {internet.Resolver}");
        console.Output.WriteLine($"mail hosts    127.66.0.0/16, port {internet.Smtp.Port} in place of 25");
        console.Output.WriteLine($"trust anchor  {anchor.Path}");
        console.Output.WriteLine($"              {internet.TrustAnchor}");
        console.Output.WriteLine();
        string options = $"--resolver {internet.Resolver} --trust-anchor {anchor.Path}";
        console.Output.WriteLine($"tes dns query {chosen.Example} MX {options}");
        console.Output.WriteLine($"tes test {chosen.Example} {options} --smtp-port {internet.Smtp.Port}");
        foreach (string command in chosen.Commands($"{options} --smtp-port {internet.Smtp.Port}"))
            console.Output.WriteLine(command);
        console.Output.WriteLine($"dig @{internet.Resolver.Address} -p {internet.Resolver.Port} +dnssec {chosen.Example} MX");
        console.Output.WriteLine();
        console.Output.WriteLine("Ctrl-C ends it.");
        await console.Output.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static ILabScenario? ParseScenario(ArgumentResult result)
    {
        string word = result.Tokens[^1].Value;
        ILabScenario? known = Scenarios.FirstOrDefault(scenario => string.Equals(scenario.Word, word, StringComparison.Ordinal));
        if (known is null)
            result.AddError($"{TerminalText.Quote(word)} is not a scenario of the lab; there are {string.Join(" and ", Scenarios.Select(scenario => scenario.Word))}");
        return known;
    }
}
