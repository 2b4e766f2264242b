using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Dmarc;

namespace Tes.Cli.Dmarc;

/// <summary><c>tes dmarc show</c>: the record that governs mail from a domain, and how it was found.</summary>
internal static class DmarcShowCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var domain = new Argument<string>("DOMAIN") { Description = "Domain in the From field of mail." };
        Option<string?> suffixList = DmarcCommand.SuffixListOption("Also show what receivers find that still follow RFC 7489 with this public suffix list, and whether it differs.");
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({DmarcShowJson.Schema})." };
        var lookup = new LookupOptions();
        var show = new Command("show", "Find the record that governs mail from a domain by the tree walk of RFC 9989, and the policy that applies. Exit status: 0 the answer is known, also that there is no record; 1 bogus, or a record of no use; 2 usage; 3 a look-up failed.");
        show.Add(domain);
        show.Add(suffixList);
        show.Add(json);
        lookup.AddTo(show);
        show.SetAction(async (parsed, cancellationToken) =>
        {
            DomainName name = QueryName.Parse(parsed.GetRequiredValue(domain));
            PublicSuffixList? list = DmarcCommand.ReadList(parsed.GetValue(suffixList));
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            DmarcDiscovery discovery = await DmarcPolicyDiscovery.FindAsync(resolver, name, cancellationToken);
            var report = new DmarcReport(
                name,
                discovery,
                discovery is DmarcDiscovery.Governed governed ? await ReportDestinations.VerifyAsync(resolver, governed.RecordDomain, governed.Record, cancellationToken) : [],
                list is null ? null : await SuffixListDiscovery.FindAsync(resolver, list, name, cancellationToken));
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => DmarcShowJson.Write(document, report, resolver.Path));
            else
                DmarcShowText.Write(console.Output, report, new Palette(console.Color));
            if (resolver.KnownTrouble is { } trouble)
            {
                console.WriteError($"the system's resolver is of no use here, and authoritative servers cannot be asked in its place: {trouble} (see 'tes dns doctor')");
                return (int)ExitStatus.Inconclusive;
            }

            return (int)report.Status;
        });
        examples[show] =
        [
            "tes dmarc show example.org",
            "tes dmarc show mail.example.org --public-suffix-list public_suffix_list.dat --json",
        ];
        return show;
    }
}
