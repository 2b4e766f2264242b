using System.CommandLine;
using Tes.Cli.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;

namespace Tes.Cli.Dns;

/// <summary><c>tes dns</c>: look-ups with their DNSSEC status.</summary>
internal static class DnsCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) =>
        CommandGroup.Create("dns", "Look up records, validate them with DNSSEC, and test the way to the resolver.", Query(console, examples), DnsDoctorCommand.Create(console, examples));

    private static Command Query(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var name = new Argument<string>("NAME") { Description = "Name to look up." };
        var type = new Argument<string>("TYPE") { Description = "Record type: A, AAAA, MX, TXT, TLSA, …, or TYPEnnn.", DefaultValueFactory = _ => "A" };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({DnsQueryJson.Schema})." };
        var lookup = new LookupOptions();
        var query = new Command("query", "Look up one RRset and show the chain of trust. Exit status: 0 answered, 1 bogus, 2 usage, 3 the look-up failed.");
        query.Add(name);
        query.Add(type);
        query.Add(json);
        lookup.AddTo(query);
        query.SetAction(async (parsed, cancellationToken) =>
        {
            DomainName owner = QueryName.Parse(parsed.GetRequiredValue(name));
            RRType wanted = ParseType(parsed.GetRequiredValue(type));
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            Answer answer = await resolver.ResolveAsync(owner, wanted, cancellationToken);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => DnsQueryJson.Write(document, answer, resolver.Path));
            else
                DnsQueryText.Write(console.Output, answer, new Palette(console.Color));
            return (int)(ResolverTrouble.Tell(resolver, console) ? ExitStatus.Inconclusive : StatusOf(answer));
        });
        examples[query] =
        [
            "tes dns query example.org MX",
            "tes dns query _25._tcp.mx.example.org TLSA --resolver 192.0.2.53",
            "tes dns query example.org MX --iterate",
            "tes dns query example.org DS --at 2026-01-01T00:00:00Z --json",
        ];
        return query;
    }

    private static ExitStatus StatusOf(Answer answer) => answer.Match(
        found => ExitStatus.Good,
        absent => ExitStatus.Good,
        bogus => ExitStatus.CheckFailed,
        failed => ExitStatus.Inconclusive);

    private static RRType ParseType(string text)
    {
        if (!RRTypeMnemonic.TryParse(text, out RRType type))
            throw new UsageException($"{TerminalText.Quote(text)} is not a record type; write a mnemonic such as MX or TLSA, or TYPEnnn");
        // RFC 6895 §3.1: 0, OPT and 128 to 255 are no data; RFC 4035 §2.2: an RRSIG is no RRset of its own and is never signed
        return type is 0 or RRType.Opt or RRType.Rrsig || (ushort)type is >= 128 and <= 255
            ? throw new UsageException($"{TerminalText.Quote(text)} is not a type of records that can be looked up and validated")
            : type;
    }
}
