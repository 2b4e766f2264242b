using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using Tes.Cli.Json;
using Tes.Cli.Terminal;
using Tes.Testnet;
using Tes.Testnet.Lab;

namespace Tes.Cli.Lab;

/// <summary><c>tes lab</c>: a simulated internet on loopback to look at with one's own tools.</summary>
internal static class LabCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var list = new Option<bool>("--list") { Description = "Only list the sample domains." };
        var lab = new Command("lab", "Run the built-in test net: sample domains with their DNS and mail hosts on loopback, until Ctrl-C.");
        var json = new Option<bool>("--json") { Description = "With --list: one JSON document." };
        lab.Add(list);
        lab.Add(json);
        lab.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(json))
            {
                if (!parsed.GetValue(list))
                    throw new UsageException("--json goes with --list");
                JsonDocumentWriter.Write(console.Output, indented: true, WriteJson);
                return (int)ExitStatus.Good;
            }

            if (parsed.GetValue(list))
            {
                WriteDomains(console, new Palette(console.Color));
                return (int)ExitStatus.Good;
            }

            await using SimulatedInternet internet = await StartAsync(console.Time);
            using var anchor = new AnchorFile(internet.TrustAnchor);
            WriteDomains(console, new Palette(console.Color));
            console.Output.WriteLine();
            console.Output.WriteLine($"resolver      {internet.Resolver}");
            console.Output.WriteLine($"mail hosts    127.66.0.0/16, port {internet.Smtp.Port} in place of 25");
            console.Output.WriteLine($"trust anchor  {anchor.Path}");
            console.Output.WriteLine($"              {internet.TrustAnchor}");
            console.Output.WriteLine();
            string options = $"--resolver {internet.Resolver} --trust-anchor {anchor.Path}";
            console.Output.WriteLine($"tes dns query dane-ee.test MX {options}");
            console.Output.WriteLine($"tes test dane-ee.test {options} --smtp-port {internet.Smtp.Port}");
            console.Output.WriteLine($"dig @{internet.Resolver.Address} -p {internet.Resolver.Port} +dnssec dane-ee.test MX");
            console.Output.WriteLine();
            console.Output.WriteLine("Ctrl-C ends it.");
            await console.Output.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return (int)ExitStatus.Good;
        });
        examples[lab] = ["tes lab", "tes lab --list", "tes test --lab"];
        return lab;
    }

    /// <summary>Starts the lab.</summary>
    /// <exception cref="UsageException">This machine has not what it needs.</exception>
    public static async Task<SimulatedInternet> StartAsync(TimeProvider time)
    {
        try
        {
            return await SimulatedInternet.StartAsync(LabScenario.Scenario, time);
        }
        catch (SocketException exception)
        {
            throw new UsageException($"the lab cannot start: no sockets on 127.66.0.0/16 ({exception.SocketErrorCode}); it needs Linux", exception);
        }
    }

    private static void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("schema", "tes.lab/1");
        json.WriteStartArray("domains");
        foreach (LabDomain domain in LabScenario.Domains)
        {
            json.WriteStartObject();
            json.WriteString("domain", domain.Name.ToDisplayString());
            json.WriteString("delivery", domain.Expected.Delivery);
            json.WriteString("demonstrates", domain.Demonstrates);
            json.WriteString("reference", domain.Reference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDomains(CommandConsole console, Palette palette)
    {
        int nameWidth = LabScenario.Domains.Max(domain => domain.Name.ToDisplayString().Length);
        int wordWidth = LabScenario.Domains.Max(domain => domain.Expected.Delivery.Length);
        int indent = nameWidth + wordWidth + 4;
        foreach (LabDomain domain in LabScenario.Domains)
        {
            console.Output.Write($"{palette.Heading(domain.Name.ToDisplayString())}{new string(' ', nameWidth - domain.Name.ToDisplayString().Length)}  {domain.Expected.Delivery.PadRight(wordWidth)}  ");
            string margin = string.Empty;
            foreach (string line in Paragraph.Lines($"{domain.Demonstrates} ({domain.Reference})", console.OutputWidth, indent))
            {
                console.Output.WriteLine(margin + line);
                margin = new string(' ', indent);
            }
        }
    }
}
