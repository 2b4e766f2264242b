using System.Text.Json;
using Tes.Cli.Terminal;
using Tes.Testnet;
using Tes.Testnet.December2016;
using Tes.Testnet.Smtp;

namespace Tes.Cli.Lab;

/// <summary>The top 1000 of December 2016, which <c>tes scan --lab</c> surveys.</summary>
internal sealed class December2016Scenario : ILabScenario
{
    public string Word => "december-2016";

    public Scenario Scenario => TopThousand.Usual.Scenario;

    public string Example => TopThousand.Usual.Figures.DaneDomains[0];

    public void WriteOverview(CommandConsole console)
    {
        SurveyFigures figures = TopThousand.Usual.Figures;
        console.Output.WriteLine($"{figures.Domains} domains, {figures.WithEmail} of them with email, {figures.SupportingTls} with TLS; tes lab --list --scenario {Word} names them");
    }

    public void WriteDomains(CommandConsole console)
    {
        var palette = new Palette(console.Color);
        int nameWidth = TopThousand.Usual.Domains.Max(domain => domain.Name.ToDisplayString().Length);
        int wordWidth = Enum.GetValues<MailClass>().Max(known => WordOf(known).Length);
        int extraWidth = TopThousand.Usual.Domains.Max(domain => Extra(domain).Length);
        foreach (SurveyedDomain domain in TopThousand.Usual.Domains)
        {
            string name = domain.Name.ToDisplayString();
            console.Output.WriteLine(
                $"{palette.Heading(name)}{new string(' ', nameWidth - name.Length)}  {WordOf(domain.Class).PadRight(wordWidth)}  {Extra(domain).PadRight(extraWidth)}  {domain.Demonstrates}");
        }
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        WriteFigures(json, TopThousand.Usual.Figures);
        json.WriteStartArray("domains");
        foreach (SurveyedDomain domain in TopThousand.Usual.Domains)
        {
            json.WriteStartObject();
            json.WriteString("domain", domain.Name.ToDisplayString());
            json.WriteNull("delivery");
            json.WriteString("demonstrates", domain.Demonstrates);
            json.WriteNull("reference");
            json.WriteString("class", WordOf(domain.Class));
            json.WriteBoolean("dnssec", HasDnssec(domain));
            json.WriteBoolean("dane", HasDane(domain));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public IEnumerable<string> Commands(string options) => [$"tes lab --list --scenario {Word} | cut -d' ' -f1 | tes scan - {options}"];

    // In the words and the places of tes.scan/1, so that the two can be compared.
    private static void WriteFigures(Utf8JsonWriter json, SurveyFigures figures)
    {
        json.WriteStartObject("expected");
        json.WriteNumber("domains", figures.Domains);
        json.WriteNumber("withEmail", figures.WithEmail);
        json.WriteNumber("supportingTls", figures.SupportingTls);
        json.WriteStartObject("classes");
        foreach (MailClass known in Enum.GetValues<MailClass>())
            json.WriteNumber(WordOf(known), figures.Classes[known]);
        json.WriteNumber("inconclusive", 0);
        json.WriteEndObject();
        json.WriteStartObject("tlsVersions");
        foreach ((TlsVersion version, int servers) in figures.TlsVersions.OrderByDescending(known => known.Key))
            json.WriteNumber(WordOf(version), servers);
        json.WriteNumber("none", figures.ServersWithoutTls);
        json.WriteEndObject();
        json.WriteNumber("authBeforeStartTls", figures.AuthBeforeStartTls);
        json.WriteStartObject("dnssec");
        json.WriteNumber("domains", figures.DnssecDomains);
        json.WriteEndObject();
        json.WriteStartObject("dane");
        json.WriteNumber("domains", figures.DaneDomains.Count);
        json.WriteStartArray("names");
        foreach (string name in figures.DaneDomains)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("servers");
        json.WriteNumber("withTls", figures.ServersWithTls);
        json.WriteNumber("withoutTls", figures.ServersWithoutTls);
        json.WriteNumber("inconclusive", 0);
        json.WriteNumber("notReached", figures.ServersNotReached);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool HasDnssec(SurveyedDomain domain) => domain is { HasEmail: true, Zone: ZoneProtection.Signed };

    private static bool HasDane(SurveyedDomain domain) => domain is { HasEmail: true, Dane: DaneProtection.Match };

    private static string Extra(SurveyedDomain domain) => HasDane(domain) ? "dane" : HasDnssec(domain) ? "dnssec" : "";

    private static string WordOf(TlsVersion version) => version switch
    {
        TlsVersion.Tls13 => "TLSv1.3",
        TlsVersion.Tls12 => "TLSv1.2",
        TlsVersion.Tls11 => "TLSv1.1",
        TlsVersion.Tls10 => "TLSv1",
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version."),
    };

    private static string WordOf(MailClass known) => known switch
    {
        MailClass.Tls => "tls",
        MailClass.NoTls => "noTls",
        MailClass.Unresponsive => "unresponsive",
        MailClass.NoMx => "noMx",
        MailClass.BogusMx => "bogusMx",
        MailClass.NonExistingMx => "nonExistingMx",
        _ => throw new ArgumentOutOfRangeException(nameof(known), known, "Not a class."),
    };
}
