using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Dkim;

namespace Tes.Cli.Dkim;

/// <summary><c>tes dkim key generate</c>: a private key in a file, and the record for its public half.</summary>
internal static class DkimKeyGenerateCommand
{
    private const string Schema = "tes.dkim.key.generate/1";

    // RFC 8301 §3.2: signers SHOULD use 2048 bits at least
    private const int UsualBits = 2048;

    // RFC 1035 §3.3: a character-string
    private const int LongestString = 255;

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("FILE") { Description = "Where the private key goes: a new file (PEM, PKCS #8), readable by its owner alone." };
        var selector = new Option<string?>("--selector") { Description = "Selector, for the owner name of the record; with --domain.", HelpName = "SELECTOR" };
        var domain = new Option<string?>("--domain") { Description = "Signing domain; with --selector.", HelpName = "NAME" };
        var type = new Option<string>("--type") { Description = "rsa or ed25519.", HelpName = "TYPE", DefaultValueFactory = _ => "rsa" };
        type.AcceptOnlyFromAmong("rsa", "ed25519");
        var bits = new Option<int>("--bits") { Description = "Bits of an RSA key: 1024, 2048, 3072 or 4096.", HelpName = "N", DefaultValueFactory = _ => UsualBits };
        bits.AcceptOnlyFromAmong("1024", "2048", "3072", "4096");
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var generate = new Command("generate", "Make a signing key and print the record to publish. Exit status: 0 done, 2 usage.");
        generate.Add(file);
        foreach (Option option in (Option[])[selector, domain, type, bits, json])
            generate.Add(option);
        generate.SetAction(parsed =>
        {
            DomainName? owner = OwnerOf(parsed.GetValue(selector), parsed.GetValue(domain));
            string path = parsed.GetRequiredValue(file);
            using DkimPrivateKey key = parsed.GetValue(type) == "ed25519" ? DkimPrivateKey.GenerateEd25519() : DkimPrivateKey.GenerateRsa(parsed.GetValue(bits));
            DkimKeyFile.Write(path, key);
            string record = key.ToRecordText();
            string[] strings = [.. record.Chunk(LongestString).Select(part => new string(part))];
            string rdata = string.Join(' ', strings.Select(part => $"\"{part}\""));
            if (parsed.GetValue(json))
            {
                JsonDocumentWriter.Write(console.Output, indented: true, document =>
                {
                    document.WriteStartObject();
                    document.WriteString("schema", Schema);
                    document.WriteString("file", path);
                    document.WriteString("type", DkimWords.Of(key.PublicKey.Type));
                    document.WriteNumber("bits", key.PublicKey.Bits);
                    document.WriteString("owner", owner?.ToDisplayString());
                    document.WriteString("record", record);
                    document.WriteStartArray("strings");
                    foreach (string part in strings)
                        document.WriteStringValue(part);
                    document.WriteEndArray();
                    document.WriteEndObject();
                });
            }
            else
            {
                console.Output.WriteLine(owner is null ? rdata : $"{owner} IN TXT {rdata}");
            }

            return (int)ExitStatus.Good;
        });
        examples[generate] =
        [
            "tes dkim key generate s2026.pem --selector s2026 --domain example.org",
            "tes dkim key generate e2026.pem --type ed25519 --selector e2026 --domain example.org",
        ];
        return generate;
    }

    private static DomainName? OwnerOf(string? selector, string? domain)
    {
        if (selector is null && domain is null)
            return null;
        if (selector is null || domain is null)
            throw new UsageException("--selector and --domain make the owner name together; give both or none");
        return DkimKeyName.TryMake(selector, QueryName.Parse(domain), out DomainName? owner)
            ? owner
            : throw new UsageException($"{TerminalText.Quote(selector)} is not a selector, or makes a name too long");
    }
}
