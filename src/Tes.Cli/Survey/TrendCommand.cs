using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Archive;

namespace Tes.Cli.Survey;

/// <summary><c>tes scan trend</c>: the surveys of an archive over time.</summary>
internal static class TrendCommand
{
    public const string Schema = "tes.scan.trend/1";

    private static readonly (string Title, string Name, Func<SurveyTrend, long> Part, Func<SurveyTrend, long> Whole)[] Lines =
    [
        ("email", "withEmail", point => point.WithEmail, point => point.Domains),
        ("TLS", "supportingTls", point => point.Tls, point => point.WithEmail),
        ("DNSSEC", "dnssec", point => point.Dnssec, point => point.WithEmail),
        ("DANE", "dane", point => point.Dane, point => point.WithEmail),
        ("DMARC", "dmarc", point => point.Dmarc, point => point.Domains),
        ("MTA-STS", "mtaSts", point => point.MtaSts, point => point.Domains),
        ("TLSRPT", "tlsRpt", point => point.TlsRpt, point => point.Domains),
    ];

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var archive = new ArchiveOptions();
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Only surveys begun at this time (ISO 8601) or later.",
            HelpName = "TIME",
            CustomParser = LookupOptions.ParseInstant,
        };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var trend = new Command("trend", "Show the finished surveys of an archive over time. DNSSEC, DANE and TLS are shares of the domains having email, the others of all.");
        archive.AddTo(trend);
        trend.Add(since);
        trend.Add(json);
        trend.SetAction(parsed =>
        {
            using SurveyArchive opened = archive.OpenToRead(parsed);
            IReadOnlyList<SurveyTrend> points = SurveyTrend.Of(opened, parsed.GetValue(since) ?? DateTimeOffset.MinValue);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => Write(document, points));
            else
                Write(console, points);
            return (int)ExitStatus.Good;
        });
        examples[trend] = ["tes scan trend", "tes scan trend --since 2026-01-01 --json"];
        return trend;
    }

    private static void Write(CommandConsole console, IReadOnlyList<SurveyTrend> points)
    {
        if (points.Count == 0)
        {
            console.Output.WriteLine("No finished survey.");
            return;
        }

        var table = new TextTable(["run", "surveyed", "domains", .. Lines.Select(line => line.Title.PadLeft(7))]);
        foreach (SurveyTrend point in points)
        {
            table.Add(
            [
                TableCell.Of(point.Run.Number.ToString(CultureInfo.InvariantCulture).PadLeft(3)),
                TableCell.Of(TimeText.Format(point.Run.Started)),
                TableCell.Of(point.Domains.ToString(CultureInfo.InvariantCulture).PadLeft(7)),
                .. Lines.Select(line => TableCell.Of(Share(line.Part(point), line.Whole(point)).PadLeft(7))),
            ]);
        }

        table.Write(console.Output, new Palette(console.Color));
    }

    private static string Share(long part, long whole) => SurveySummary.Share((int)part, (int)whole) is { } share ? ScanText.Format(share) : "-";

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SurveyTrend> points)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteStartArray("runs");
        foreach (SurveyTrend point in points)
        {
            json.WriteStartObject();
            json.WriteNumber("run", point.Run.Number);
            json.WriteString("surveyed", TimeText.Format(point.Run.Started));
            json.WriteString("list", point.Run.Description.List);
            json.WriteNumber("domains", point.Domains);
            foreach ((_, string name, Func<SurveyTrend, long> part, _) in Lines)
                json.WriteNumber(name, part(point));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
