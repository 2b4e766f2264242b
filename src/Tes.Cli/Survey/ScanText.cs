using System.Globalization;
using Tes.Cli.Terminal;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Lists;

namespace Tes.Cli.Survey;

/// <summary>The numbers of a survey for people.</summary>
internal static class ScanText
{
    private const int NamesShown = 50;

    // As wide as the headings "domains", "servers" and "number".
    private const int NumberWidth = 7;
    private const int ShareWidth = 7;

    private static readonly (SurveyClass Class, string Title)[] Titles =
    [
        (SurveyClass.Tls, "OK with TLS"),
        (SurveyClass.NoTls, "OK, no TLS"),
        (SurveyClass.Unresponsive, "unresponsive mail servers"),
        (SurveyClass.NoMx, "no MX records"),
        (SurveyClass.BogusMx, "MX records invalid under DNSSEC"),
        (SurveyClass.NonExistingMx, "non-existing MX hostnames"),
        (SurveyClass.Inconclusive, "inconclusive"),
    ];

    /// <summary>A survey that has just been made.</summary>
    public static void Write(CommandConsole console, ScanResult result)
    {
        var palette = new Palette(console.Color);
        SurveySummary summary = result.Summary;
        TextWriter output = console.Output;
        Write(console, summary);
        WriteList(output, result.List);
        output.WriteLine();
        output.WriteLine(palette.Quiet(string.Create(
            CultureInfo.InvariantCulture,
            $"{(result.Stopped ? "Stopped after" : "Surveyed")} {summary.Domains} {(summary.Domains == 1 ? "domain" : "domains")} in {result.Elapsed.TotalSeconds:0.0} s: {result.Questions} DNS questions, {result.Sessions} SMTP sessions; {summary.ServersNotReached} servers not reached, {summary.ServersInconclusive} inconclusive")));
        if (result.PutOff > 0)
            output.WriteLine(palette.Quiet(string.Create(CultureInfo.InvariantCulture, $"{result.PutOff} more told nothing and were to be tested once more")));
        if (result.Run is { } run)
            output.WriteLine(palette.Quiet($"Kept as run {run} in {result.Archive}{(result.Stopped ? "; go on with --resume" : $": tes scan report {run}")}"));
    }

    /// <summary>The numbers.</summary>
    public static void Write(CommandConsole console, SurveySummary summary)
    {
        var palette = new Palette(console.Color);
        TextWriter output = console.Output;
        var classes = new TextTable(["Domains supporting encrypted mail", "domains", "share"]);
        foreach ((SurveyClass @class, string title) in Titles)
            classes.Add(Row(title, summary.Classes[@class], summary.Domains));
        classes.Write(output, palette);
        if (summary.InconclusiveReasons.Count > 0)
            output.WriteLine(palette.Quiet($"    {string.Join(", ", summary.InconclusiveReasons.Select(known => string.Create(CultureInfo.InvariantCulture, $"{known.Key} {known.Value}")))}"));
        output.WriteLine();
        var servers = new TextTable(["TLS support on mail servers", "servers", "share"]);
        int answered = summary.ServersWithTls + summary.ServersWithoutTls;
        foreach ((string version, int count) in summary.TlsVersions)
            servers.Add(Row(version, count, answered));
        servers.Add(Row("no TLS", summary.ServersWithoutTls, answered));
        servers.Write(output, palette);
        output.WriteLine();
        var shares = new TextTable(["", "number", "of those having email", "of those supporting TLS"]);
        shares.Add(TableCell.Of("domains having email"), Number(summary.WithEmail), TableCell.Of(""), TableCell.Of(""));
        shares.Add(TableCell.Of("domains supporting TLS"), Number(summary.SupportingTls), Share(summary.SupportingTls, summary.WithEmail), TableCell.Of(""));
        shares.Add(TableCell.Of("domains with DNSSEC"), Number(summary.DnssecDomains), Share(summary.DnssecDomains, summary.WithEmail), Share(summary.DnssecDomains, summary.SupportingTls));
        shares.Add(TableCell.Of("domains with DANE"), Number(summary.DaneDomains.Count), Share(summary.DaneDomains.Count, summary.WithEmail), Share(summary.DaneDomains.Count, summary.SupportingTls));
        shares.Write(output, palette);
        output.WriteLine();
        output.WriteLine($"AUTH before STARTTLS: {summary.AuthBeforeStartTls} of {summary.ServersWithTls} mail servers with TLS{Percent(summary.AuthBeforeStartTls, summary.ServersWithTls)}");
        if (summary.DaneDomains.Count > 0)
            WriteNames(console, summary.DaneDomains);
    }

    private static void WriteNames(CommandConsole console, IReadOnlyList<string> names)
    {
        string more = names.Count > NamesShown ? $" and {names.Count - NamesShown} more (--json has all)" : "";
        foreach (string line in Paragraph.Lines($"With DANE: {string.Join(", ", names.Take(NamesShown))}{more}", console.OutputWidth, indent: 0))
            console.Output.WriteLine(line);
    }

    private static void WriteList(TextWriter output, DomainListTally list)
    {
        if (list.BadLines == 0 && list.Duplicates == 0 && list.LeftOut == 0)
            return;
        output.WriteLine();
        output.WriteLine($"Left out of the list: {list.Duplicates} that were there before, {list.BadLines} {(list.BadLines == 1 ? "line" : "lines")} that name no domain{(list.LeftOut == 0 ? "" : $", {list.LeftOut} that opted out")}");
        foreach (BadLine bad in list.FirstBadLines)
            output.WriteLine($"  line {bad.Number}: {TerminalText.Quote(bad.Text)} {TerminalText.Escape(bad.Problem)}");
    }

    private static TableCell[] Row(string title, int count, int whole) => [TableCell.Of($"  {title}"), Number(count), Share(count, whole)];

    private static TableCell Number(int number) => TableCell.Of(number.ToString(CultureInfo.InvariantCulture).PadLeft(NumberWidth));

    private static TableCell Share(int part, int whole) => TableCell.Of(SurveySummary.Share(part, whole) is { } share ? Format(share).PadLeft(ShareWidth) : "");

    private static string Percent(int part, int whole) => SurveySummary.Share(part, whole) is { } share ? $" ({Format(share)})" : "";

    // One decimal, as on the slides; two where one would leave a single digit.
    public static string Format(double share) => (100 * share).ToString(share is > 0 and < 0.01 ? "0.00 '%'" : "0.0 '%'", CultureInfo.InvariantCulture);
}
