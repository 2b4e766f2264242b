using System.CommandLine;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Mail.Dmarc.FailureReports;

namespace Tes.Cli.Dmarc;

/// <summary><c>tes dmarc failure-report</c>: failure reports of any number of files, each as it is: they are read one by one, not added up.</summary>
internal static class DmarcFailureReportCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var files = new Argument<string[]>("FILE") { Description = "Failure reports: messages, gzip, or ZIP archives of .eml files; - for the standard input.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({DmarcFailureReportJson.Schema})." };
        var report = new Command("failure-report", "Show failure reports: which message failed to authenticate, from where it came, what failed. Exit status: 0 all files were read, 2 one was not.");
        report.Add(files);
        report.Add(json);
        report.SetAction(parsed =>
        {
            using IFailureReportOutput output = parsed.GetValue(json) ? new DmarcFailureReportJson(console.Output) : new DmarcFailureReportText(console.Output, new Palette(console.Color));
            return (int)ReportInput.AddUp(console, parsed.GetRequiredValue(files), "failure report", Add, () => { });

            string? Add(byte[] octets)
            {
                if (!FailureReport.TryParse(octets, out IReadOnlyList<FailureReport>? read, out string? problem))
                    return problem;
                foreach (FailureReport one in read)
                    output.Write(one);
                return null;
            }
        });
        examples[report] = ["tes dmarc failure-report report.eml", "tes dmarc failure-report ruf/*.eml --json"];
        return report;
    }
}
