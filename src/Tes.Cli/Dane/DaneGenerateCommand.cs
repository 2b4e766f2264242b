using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Smtp;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Pkix;

namespace Tes.Cli.Dane;

/// <summary><c>tes dane generate</c>: the TLSA record for a certificate.</summary>
internal static class DaneGenerateCommand
{
    private const string Schema = "tes.dane.generate/1";

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("CERT.pem") { Description = "Certificate, PEM; the first of the file counts. With usage 2 that of the CA." };
        Option<byte> usage = Number("--usage", "Certificate usage: 3 (DANE-EE, the server's own key) or 2 (DANE-TA, its CA).", (byte)TlsaCertificateUsage.DaneEE, [2, 3]);
        Option<byte> selector = Number("--selector", "1 for the public key, 0 for the whole certificate.", (byte)TlsaSelector.Spki, [0, 1]);
        Option<byte> matching = Number("--matching", "1 for SHA2-256, 2 for SHA2-512, 0 for no digest.", (byte)TlsaMatchingType.Sha256, [0, 1, 2]);
        var host = new Option<string?>("--host") { Description = "MX host (TLSA base domain); without it only the data of the record is printed.", HelpName = "NAME" };
        var port = new Option<int>("--port")
        {
            Description = "TCP port.",
            HelpName = "PORT",
            DefaultValueFactory = _ => SmtpProbe.DefaultPort,
            CustomParser = SmtpOptions.ParsePort,
        };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var generate = new Command("generate", "Make the TLSA record for a certificate. Exit status: 0 done, 2 usage.");
        generate.Add(file);
        generate.Add(usage);
        generate.Add(selector);
        generate.Add(matching);
        generate.Add(host);
        generate.Add(port);
        generate.Add(json);
        generate.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            DomainName? owner = OwnerOf(parsed.GetValue(host), parsed.GetValue(port));
            ReadOnlyMemory<byte> certificate = PemFile.ReadCertificates(path)[0];
            var matchingType = (TlsaMatchingType)parsed.GetValue(matching);
            if (!PeerCertificate.TryRead(certificate, out PeerCertificate? read, out ParseFailure failure)
                || CertificateAssociation.Make(certificate, (TlsaSelector)parsed.GetValue(selector), matchingType) is not { } data)
                throw new UsageException($"the certificate in {TerminalText.Quote(path)} is not readable: {failure.Reason}");
            var record = new TlsaRdata((TlsaCertificateUsage)parsed.GetValue(usage), (TlsaSelector)parsed.GetValue(selector), matchingType, data);
            string line = owner is null ? record.ToString() : $"{owner} IN TLSA {record}";
            if (parsed.GetValue(json))
            {
                JsonDocumentWriter.Write(console.Output, indented: true, document =>
                {
                    document.WriteStartObject();
                    document.WriteString("schema", Schema);
                    document.WriteString("owner", owner?.ToDisplayString());
                    document.WriteString("rdata", record.ToString());
                    document.WriteString("record", line);
                    document.WriteString("subject", read.Subject);
                    document.WriteString("notAfter", TimeText.Format(read.NotAfter));
                    document.WriteEndObject();
                });
            }
            else
            {
                console.Output.WriteLine(line);
            }

            return (int)ExitStatus.Good;
        });
        examples[generate] =
        [
            "tes dane generate mx.pem --host mx.example.org",
            "tes dane generate ca.pem --usage 2 --selector 0 --host mx.example.org",
        ];
        return generate;
    }

    private static DomainName? OwnerOf(string? host, int port)
    {
        if (host is null)
            return null;
        return QueryName.Parse(host).TryPrepend(string.Create(CultureInfo.InvariantCulture, $"_{port}._tcp"), out DomainName? owner)
            ? owner
            : throw new UsageException($"{TerminalText.Quote(host)} is too long for a TLSA record below it");
    }

    private static Option<byte> Number(string name, string description, byte usual, byte[] allowed) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result => ParseNumber(result, name, allowed),
    };

    // RFC 7672 §3.1.3: usages 0 and 1 are of no use for SMTP, so none is made
    private static byte ParseNumber(ArgumentResult result, string name, byte[] allowed)
    {
        string text = result.Tokens[^1].Value;
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) && allowed.Contains(number))
            return number;
        result.AddError($"{TerminalText.Quote(text)} is not a value for {name} that SMTP can use: {string.Join(", ", allowed)}");
        return 0;
    }
}
