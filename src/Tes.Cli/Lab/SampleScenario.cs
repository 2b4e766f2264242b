using System.Text.Json;
using Tes.Cli.Terminal;
using Tes.Testnet;
using Tes.Testnet.Lab;

namespace Tes.Cli.Lab;

/// <summary>The sample domains, one for each state that a test can find.</summary>
internal sealed class SampleScenario : ILabScenario
{
    public string Word => "samples";

    public Scenario Scenario => LabScenario.Scenario;

    public string Example => "dane-ee.test";

    public void WriteOverview(CommandConsole console) => WriteDomains(console);

    public void WriteDomains(CommandConsole console)
    {
        var palette = new Palette(console.Color);
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

    public void WriteJson(Utf8JsonWriter json)
    {
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
    }

    public IEnumerable<string> Commands(string options) => [];
}
