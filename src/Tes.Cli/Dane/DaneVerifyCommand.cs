using System.CommandLine;
using System.Text.Json;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.TransportSecurity.Dane;

namespace Tes.Cli.Dane;

/// <summary><c>tes dane verify</c>: does a chain satisfy TLSA records, as an SMTP client judges it?</summary>
internal static class DaneVerifyCommand
{
    private const string Schema = "tes.dane.verify/1";

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var chain = new Option<string>("--chain") { Description = "Certificates as the server sends them, PEM, its own first.", HelpName = "FILE", Required = true };
        var tlsa = new Option<string[]>("--tlsa") { Description = "TLSA record: usage, selector, matching type and data; one or more.", HelpName = "\"U S M HEX\"", Required = true, AllowMultipleArgumentsPerToken = true };
        var names = new Option<string[]>("--name")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = "Name that the certificate must carry under DANE-TA: the TLSA base domain first, then others that count.",
            HelpName = "NAME",
            Required = true,
        };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "Judge dates as of this time (ISO 8601). Default: now.",
            HelpName = "TIME",
            CustomParser = LookupOptions.ParseInstant,
        };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var verify = new Command("verify", "Compare a certificate chain with TLSA records by RFC 7672. Exit status: 0 a record matches, 1 none does, 2 usage.");
        verify.Add(chain);
        verify.Add(tlsa);
        verify.Add(names);
        verify.Add(at);
        verify.Add(json);
        verify.SetAction(parsed =>
        {
            TlsaUsability records = TlsaUsability.Of(parsed.GetRequiredValue(tlsa).Select(ParseRecord));
            var references = new ReferenceIdentifiers(parsed.GetRequiredValue(names).Select(QueryName.Parse));
            IReadOnlyList<ReadOnlyMemory<byte>> certificates = PemFile.ReadCertificates(parsed.GetRequiredValue(chain));
            DaneAuthentication? result = records.Usable.Count == 0
                ? null
                : DaneAuthenticator.Authenticate(records.Usable, certificates, references, parsed.GetValue(at) ?? console.Time.GetUtcNow());
            bool matches = result is DaneAuthentication.Authenticated;
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => WriteJson(document, records, result));
            else
                WriteText(console.Output, records, result, new Palette(console.Color));
            return (int)(matches ? ExitStatus.Good : ExitStatus.CheckFailed);
        });
        examples[verify] = ["tes dane verify --chain mx.pem --tlsa \"3 1 1 8CB0FC6C527506A053F4F14C8464BEBBD6DEDE2738D11468DD953D7D6A3021F1\" --name mx.example.org"];
        return verify;
    }

    private static TlsaRdata ParseRecord(string text) =>
        RdataText.TryParse(RRType.Tlsa, text, DomainName.Root, out byte[]? rdata, out ParseFailure failure) && TlsaRdata.TryRead(rdata, out TlsaRdata? record)
            ? record
            : throw new UsageException($"{TerminalText.Quote(text)} is not a TLSA record \"USAGE SELECTOR MATCHING HEX\": {failure.Reason}");

    private static void WriteText(TextWriter output, TlsaUsability records, DaneAuthentication? result, Palette palette)
    {
        string verdict = result switch
        {
            null => palette.Bad("no record is usable") + ": an SMTP client requires TLS and authenticates nobody (RFC 7672 §2.2)",
            DaneAuthentication.Authenticated authenticated => palette.Good("match") + $": {TerminalText.Escape(authenticated.Record.ToString())}"
                + (authenticated.Peer.MatchedName is { } name ? $", the certificate names {TerminalText.Escape(name.ToDisplayString())}" : string.Empty),
            _ => palette.Bad("mismatch") + ": an SMTP client does not deliver (RFC 7672 §3.2)",
        };
        output.WriteLine(verdict);
        foreach (TlsaMismatch reason in (result as DaneAuthentication.Mismatch)?.Reasons ?? [])
            output.WriteLine("  " + TerminalText.Escape(reason.Explanation));
        foreach (UsableTlsa record in records.Superseded)
            output.WriteLine($"  {TerminalText.Escape(record.ToString())}: left aside, a stronger digest stands beside it (RFC 7671 §9)");
        foreach (UnusableTlsa record in records.Unusable)
            output.WriteLine($"  {TerminalText.Escape(record.Record.ToString())}: not usable for SMTP ({record.Reason})");
    }

    private static void WriteJson(Utf8JsonWriter json, TlsaUsability records, DaneAuthentication? result)
    {
        var authenticated = result as DaneAuthentication.Authenticated;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteBoolean("match", authenticated is not null);
        json.WriteBoolean("usable", records.Usable.Count > 0);
        json.WriteString("matchedRecord", authenticated?.Record.ToString());
        json.WriteString("matchedName", authenticated?.Peer.MatchedName?.ToDisplayString());
        json.WriteStartArray("reasons");
        foreach (TlsaMismatch reason in (result as DaneAuthentication.Mismatch)?.Reasons ?? [])
            WriteReason(json, reason.Record.Record, reason.Reason.ToString(), reason.Explanation);
        foreach (UsableTlsa record in records.Superseded)
            WriteReason(json, record.Record, "Superseded", "a stronger digest of the same usage and selector stands beside it");
        foreach (UnusableTlsa record in records.Unusable)
            WriteReason(json, record.Record, record.Reason.ToString(), "not usable for SMTP");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, TlsaRdata record, string reason, string text)
    {
        json.WriteStartObject();
        json.WriteString("record", record.ToString());
        json.WriteString("reason", reason);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
