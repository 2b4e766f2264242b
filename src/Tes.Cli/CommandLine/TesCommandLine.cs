using System.CommandLine;
using System.CommandLine.Help;
using Tes.Cli.Arc;
using Tes.Cli.Dane;
using Tes.Cli.Dkim;
using Tes.Cli.Dmarc;
using Tes.Cli.Dns;
using Tes.Cli.Lab;
using Tes.Cli.Mail;
using Tes.Cli.MtaSts;
using Tes.Cli.Record;
using Tes.Cli.Spf;
using Tes.Cli.Survey;
using Tes.Cli.Terminal;
using Tes.Cli.Test;
using Tes.Cli.TlsReporting;

namespace Tes.Cli.CommandLine;

/// <summary>The tree of commands.</summary>
internal static class TesCommandLine
{
    public static RootCommand Create(CommandConsole console)
    {
        var root = new RootCommand("Tests the secure transport of mail: DNSSEC, DANE, STARTTLS, SPF, DKIM, DMARC and ARC, with the DNS root as trust anchor.");
        var examples = new Dictionary<Command, string[]>
        {
            [root] = ["tes test --lab", "tes test example.org", "tes scan top-1000.csv", "tes dns query example.org MX"],
        };
        root.Add(TestCommand.Create(console, examples));
        root.Add(ScanCommand.Create(console, examples));
        root.Add(DnsCommand.Create(console, examples));
        root.Add(DaneCommand.Create(console, examples));
        root.Add(DmarcCommand.Create(console, examples));
        root.Add(MtaStsCommand.Create(console, examples));
        root.Add(TlsRptCommand.Create(console, examples));
        root.Add(RecordCommand.Create(console, examples));
        root.Add(SpfCommand.Create(console, examples));
        root.Add(DkimCommand.Create(console, examples));
        root.Add(ArcCommand.Create(console, examples));
        root.Add(MailCommand.Create(console, examples));
        root.Add(LabCommand.Create(console, examples));

        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp(examples, console.OutputWidth ?? CommandConsole.UsualWidth);
        return root;
    }
}
