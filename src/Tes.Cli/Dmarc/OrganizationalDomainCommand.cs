using System.CommandLine;
using System.Text.Json;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Dmarc;
using Tes.Scan.Reports;

namespace Tes.Cli.Dmarc;

/// <summary><c>tes dmarc organizational-domain</c>: by tree walk, or by a list of public suffixes.</summary>
internal static class OrganizationalDomainCommand
{
    private const string Schema = "tes.dmarc.organizational-domain/1";

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var name = new Argument<string>("NAME") { Description = "Any domain name." };
        Option<string?> suffixList = DmarcCommand.SuffixListOption("Find it the way of RFC 7489 with this public suffix list, without the DNS.");
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var lookup = new LookupOptions();
        var find = new Command("organizational-domain", "Find the Organizational Domain of a name. Exit status: 0 the answer is known, also that there is none; 1 bogus; 2 usage; 3 a look-up failed.");
        find.Add(name);
        find.Add(suffixList);
        find.Add(json);
        lookup.AddTo(find);
        find.SetAction(async (parsed, cancellationToken) =>
        {
            DomainName start = QueryName.Parse(parsed.GetRequiredValue(name));
            var palette = new Palette(console.Color);
            if (DmarcCommand.ReadList(parsed.GetValue(suffixList)) is { } list)
            {
                DomainName? found = list.OrganizationalDomainOf(start);
                if (parsed.GetValue(json))
                    JsonDocumentWriter.Write(console.Output, indented: true, document => Write(document, start, found, null, null));
                else
                    console.Output.WriteLine(found is null ? "none: the name is a public suffix" : TerminalText.Escape(found.ToDisplayString()));
                return (int)ExitStatus.Good;
            }

            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            DmarcWalk walk = await new DmarcTreeWalker(resolver).WalkAsync(start, cancellationToken);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => Write(document, start, walk.OrganizationalDomain, walk, resolver.Path));
            else
                WriteText(console.Output, walk, palette);
            return (int)DmarcCommand.StatusOf(walk);
        });
        examples[find] =
        [
            "tes dmarc organizational-domain mail.example.org",
            "tes dmarc organizational-domain mail.example.co.uk --public-suffix-list public_suffix_list.dat",
        ];
        return find;
    }

    private static void WriteText(TextWriter output, DmarcWalk walk, Palette palette)
    {
        output.WriteLine(walk.OrganizationalDomain is { } organizational
            ? $"{TerminalText.Escape(organizational.ToDisplayString())}: {DmarcWords.ReasonOf(walk.Rule)} ({palette.Security(walk.Security)})"
            : palette.Doubtful("not known") + ": a look-up failed");
        DmarcWalkText.Write(output, walk, palette);
    }

    private static void Write(Utf8JsonWriter json, DomainName start, DomainName? organizational, DmarcWalk? walk, ResolutionPath? resolution)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("name", start.ToDisplayString());
        json.WriteString("organizationalDomain", organizational?.ToDisplayString());
        json.WriteString("method", walk is null ? "public-suffix-list" : "tree-walk");
        if (walk is not null)
        {
            json.WriteString("rule", organizational is null ? null : DmarcWords.Of(walk.Rule));
            json.WriteString("security", ReportWords.Of(walk.Security));
            DmarcWalkJson.Write(json, walk.Steps);
        }

        if (resolution is not null)
            resolution.WriteTo(json);
        json.WriteEndObject();
    }
}
