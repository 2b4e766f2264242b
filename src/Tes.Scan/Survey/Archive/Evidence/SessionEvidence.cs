using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;
using Tes.Smtp;

namespace Tes.Scan.Survey.Archive.Evidence;

/// <summary>The report of a session as text. Certificates stand in it by their digests; they are kept once for all.</summary>
internal static class SessionEvidence
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="digests">What its certificates are called, in the order of the chain.</param>
    public static string Write(ProbeReport report, IReadOnlyList<string> digests)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("a", report.Address.ToString());
            json.WriteNumber("p", report.Port);
            // Before TLS no name is shown.
            if (ShowsName(report))
                json.WriteString("n", report.NameShown);
            WriteReply(json, "g", report.Greeting);
            json.WriteNumber("h", (int)report.Hello);
            WriteCapabilities(json, "cb", report.CapabilitiesBeforeTls);
            json.WriteNumber("st", (int)report.StartTls);
            WriteTls(json, report.Tls, digests);
            WriteCapabilities(json, "ca", report.CapabilitiesAfterTls);
            WriteFailure(json, report.Failure);
            json.WriteNumber("ms", report.Elapsed.TotalMilliseconds);
            if (report.Quirks.Count > 0)
            {
                json.WriteStartArray("q");
                foreach (PeerQuirk quirk in report.Quirks)
                    json.WriteNumberValue((int)quirk);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Whether the name of a session played a part in it.</summary>
    public static bool ShowsName(ProbeReport report) => report.Tls is not null || report.StartTls == StartTlsOutcome.HandshakeFailed;

    /// <summary>Reads what was written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="serverName">The name where the session showed none.</param>
    /// <param name="certificate">Finds a certificate by its digest.</param>
    /// <param name="report">The report.</param>
    /// <returns>False for anything else.</returns>
    public static bool TryRead(string text, string serverName, Func<string, ReadOnlyMemory<byte>> certificate, [NotNullWhen(true)] out ProbeReport? report)
    {
        report = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement json = document.RootElement;
            report = new ProbeReport
            {
                Address = IPAddress.Parse(json.GetProperty("a").GetString()!),
                Port = json.GetProperty("p").GetInt32(),
                ServerName = json.TryGetProperty("n", out JsonElement name) ? name.GetString()! : serverName,
                Greeting = ReadReply(json, "g"),
                Hello = (HelloOutcome)json.GetProperty("h").GetInt32(),
                CapabilitiesBeforeTls = ReadCapabilities(json, "cb"),
                StartTls = (StartTlsOutcome)json.GetProperty("st").GetInt32(),
                Tls = ReadTls(json, certificate),
                CapabilitiesAfterTls = ReadCapabilities(json, "ca"),
                Failure = ReadFailure(json),
                Elapsed = TimeSpan.FromMilliseconds(json.GetProperty("ms").GetDouble()),
                Quirks = json.TryGetProperty("q", out JsonElement quirks) ? [.. quirks.EnumerateArray().Select(quirk => (PeerQuirk)quirk.GetInt32())] : [],
            };
            return true;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or NullReferenceException or IndexOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    private static void WriteReply(Utf8JsonWriter json, string name, SmtpReply? reply)
    {
        if (reply is null)
            return;
        json.WriteStartArray(name);
        json.WriteNumberValue(reply.Code.Value);
        foreach (string line in reply.Lines)
            json.WriteStringValue(line);
        json.WriteEndArray();
    }

    private static SmtpReply? ReadReply(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement reply)
        ? new SmtpReply(new ReplyCode(reply[0].GetInt32()), [.. reply.EnumerateArray().Skip(1).Select(line => line.GetString()!)])
        : null;

    // As the lines of the reply that gives the same capabilities.
    private static void WriteCapabilities(Utf8JsonWriter json, string name, EhloCapabilities? capabilities)
    {
        if (capabilities is null)
            return;
        json.WriteStartArray(name);
        json.WriteStringValue(capabilities.Greeting);
        foreach (EhloKeyword keyword in capabilities.Keywords)
        {
            if (string.Equals(keyword.Name, "AUTH", StringComparison.Ordinal))
            {
                json.WriteStringValue($"AUTH {string.Join(' ', capabilities.AuthMechanisms)}");
                if (capabilities.UsesLegacyAuth)
                    json.WriteStringValue($"AUTH={string.Join(' ', capabilities.AuthMechanisms)}");
            }
            else
            {
                json.WriteStringValue($"{keyword.Name} {string.Join(' ', keyword.Parameters)}".TrimEnd());
            }
        }

        json.WriteEndArray();
    }

    private static EhloCapabilities? ReadCapabilities(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement lines)
        ? EhloCapabilities.Read(new SmtpReply(new ReplyCode(250), [.. lines.EnumerateArray().Select(line => line.GetString()!)]))
        : null;

    private static void WriteTls(Utf8JsonWriter json, TlsSession? tls, IReadOnlyList<string> digests)
    {
        if (tls is null)
            return;
        json.WriteStartObject("tls");
        json.WriteNumber("v", (int)tls.ProtocolVersion);
        json.WriteString("c", tls.CipherSuite);
        json.WriteString("g", tls.Group);
        json.WriteString("s", tls.SignatureScheme);
        json.WriteStartArray("x");
        foreach (string digest in digests)
            json.WriteStringValue(digest);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static TlsSession? ReadTls(JsonElement json, Func<string, ReadOnlyMemory<byte>> certificate) => json.TryGetProperty("tls", out JsonElement tls)
        ? new TlsSession
        {
            ProtocolVersion = (TlsProtocolVersion)tls.GetProperty("v").GetUInt16(),
            CipherSuite = tls.GetProperty("c").GetString()!,
            Group = tls.GetProperty("g").GetString(),
            SignatureScheme = tls.GetProperty("s").GetString(),
            CertificateChain = [.. tls.GetProperty("x").EnumerateArray().Select(digest => certificate(digest.GetString()!))],
        }
        : null;

    private static void WriteFailure(Utf8JsonWriter json, SmtpFailure? failure)
    {
        if (failure is null)
            return;
        json.WriteStartObject("fail");
        json.WriteNumber("st", (int)failure.Stage);
        json.WriteNumber("by", (int)failure.Party);
        json.WriteString("d", failure.Detail);
        WriteReply(json, "r", failure.Reply);
        failure.Match(
            notConnected => Write(json, "notConnected", (int)notConnected.Fault),
            refused => Write(json, "refused", 0),
            lost => Write(json, "lost", (int)lost.Fault),
            violation => Write(json, "violation", (int)violation.Fault),
            tls =>
            {
                json.WriteString("n", tls.AlertName);
                return Write(json, "tls", tls.Alert);
            },
            withheld => Write(json, "withheld", (int)withheld.Cause));
        json.WriteEndObject();
    }

    private static bool Write(Utf8JsonWriter json, string kind, int fault)
    {
        json.WriteString("k", kind);
        json.WriteNumber("f", fault);
        return true;
    }

    private static SmtpFailure? ReadFailure(JsonElement json)
    {
        if (!json.TryGetProperty("fail", out JsonElement failure))
            return null;
        var stage = (SmtpStage)failure.GetProperty("st").GetInt32();
        int fault = failure.GetProperty("f").GetInt32();
        string detail = failure.GetProperty("d").GetString()!;
        return failure.GetProperty("k").GetString() switch
        {
            "notConnected" => new SmtpFailure.NotConnected((ConnectFault)fault, detail),
            "refused" => new SmtpFailure.Refused(stage, ReadReply(failure, "r") ?? throw new FormatException("Refused without a reply.")),
            "lost" => new SmtpFailure.SessionLost(stage, (SessionFault)fault, detail),
            "violation" => new SmtpFailure.ProtocolViolation(stage, (ProtocolFault)fault, detail, ReadReply(failure, "r")),
            "tls" => new SmtpFailure.TlsFailed(stage, (SmtpParty)failure.GetProperty("by").GetInt32(), (byte)fault, failure.GetProperty("n").GetString()!),
            // An undefined cause would be an exception of the constructor.
            "withheld" when Enum.IsDefined((WithheldCause)fault) => new SmtpFailure.Withheld((WithheldCause)fault),
            var other => throw new FormatException($"No failure: {other}"),
        };
    }
}
