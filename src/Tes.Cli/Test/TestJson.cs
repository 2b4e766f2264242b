using System.Text.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Dns.Records;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Pkix;

namespace Tes.Cli.Test;

/// <summary>A report as <c>tes.test/1</c>.</summary>
internal static class TestJson
{
    public const string Schema = "tes.test/1";

    /// <summary>Writes one document.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="questions">DNS questions asked for it; null where they cannot be told apart from those of other domains.</param>
    /// <param name="resolution">How its look-ups were resolved.</param>
    public static void Write(Utf8JsonWriter json, DomainReport report, long? questions, ResolutionPath resolution)
    {
        DomainFacts facts = report.Facts;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("domain", facts.Domain.Text);
        json.WriteString("unicodeDomain", facts.Domain.UnicodeText);
        json.WriteString("delivery", ReportWords.Of(report.Delivery.Delivery));
        json.WriteString("basis", ReportWords.Of(report.Delivery.Basis));
        json.WriteString("uniformity", ReportWords.Of(report.Delivery.Uniformity));
        json.WriteString("state", ReportWords.Of(report.State));
        json.WriteString("verdict", Verdict.Of(report));
        json.WriteStartObject("mx");
        json.WriteString("kind", ReportWords.KindOf(facts));
        json.WriteString("security", ReportWords.SecurityOf(facts.Mx));
        json.WriteStartArray("hosts");
        foreach (HostReport host in facts.Hosts)
            WriteHost(json, host);
        json.WriteEndArray();
        json.WriteEndObject();
        SpfJson.Write(json, facts.Spf);
        json.WriteStartArray("findings");
        foreach (Finding finding in report.Findings)
            WriteFinding(json, finding);
        json.WriteEndArray();
        json.WriteString("testedAt", TimeText.Format(facts.Time));
        json.WriteNumber("elapsedMs", (long)report.Elapsed.TotalMilliseconds);
        json.WriteNumber("lookups", report.Lookups);
        if (questions is { } count)
            json.WriteNumber("dnsQuestions", count);
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteHost(Utf8JsonWriter json, HostReport host)
    {
        json.WriteStartObject();
        json.WriteString("name", host.Name);
        json.WriteNumber("preference", host.Host.Preference);
        json.WriteString("addressSecurity", ReportWords.AddressSecurityOf(host));
        json.WriteString("tlsa", ReportWords.Of(host.Tlsa));
        json.WriteStartArray("tlsaRecords");
        foreach (TlsaRdata record in RecordsOf(host.Tlsa))
            json.WriteStringValue(record.ToString());
        json.WriteEndArray();
        json.WriteStartArray("addresses");
        foreach (AddressReport address in host.Addresses)
            WriteAddress(json, address);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, AddressReport address)
    {
        ProbeReport probe = address.Probe;
        json.WriteStartObject();
        json.WriteString("ip", address.Address.Address.ToString());
        json.WriteString("starttls", ReportWords.Of(probe.StartTls));
        json.WriteString("protocol", probe.Tls?.ProtocolName);
        json.WriteString("cipher", probe.Tls?.CipherSuite);
        json.WriteString("group", probe.Tls?.Group);
        json.WriteStartArray("authBeforeTls");
        foreach (string mechanism in probe.CapabilitiesBeforeTls?.AuthMechanisms ?? [])
            json.WriteStringValue(mechanism);
        json.WriteEndArray();
        json.WriteString("dane", ReportWords.Of(address.Outcome.Dane));
        json.WriteString("serverName", probe.ServerName);
        json.WriteString("failure", probe.Failure?.ToString());
        json.WriteStartArray("certificates");
        foreach (ReadOnlyMemory<byte> der in probe.Tls?.CertificateChain ?? [])
            WriteCertificate(json, der);
        json.WriteEndArray();
        json.WriteNumber("elapsedMs", (long)probe.Elapsed.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static void WriteCertificate(Utf8JsonWriter json, ReadOnlyMemory<byte> der)
    {
        if (!PeerCertificate.TryRead(der, out PeerCertificate? certificate, out _))
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("subject", certificate.Subject);
        json.WriteString("issuer", certificate.Issuer);
        json.WriteString("notBefore", TimeText.Format(certificate.NotBefore));
        json.WriteString("notAfter", TimeText.Format(certificate.NotAfter));
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("tag", finding.Tag.ToWord());
        json.WriteString("state", ReportWords.Of(finding.State));
        json.WriteString("severity", ReportWords.Of(finding.Severity));
        json.WriteString("subject", finding.Subject);
        json.WriteString("message", finding.Message);
        json.WriteString("why", finding.Why);
        json.WriteString("fix", finding.Fix);
        json.WriteEndObject();
    }

    private static IEnumerable<TlsaRdata> RecordsOf(TlsaLookup tlsa) => tlsa.Match(
        usable => usable.Records.Usable.Concat(usable.Records.Superseded).Select(record => record.Record).Concat(usable.Records.Unusable.Select(record => record.Record)),
        onlyUnusable => onlyUnusable.Records.Select(record => record.Record),
        notApplicable => [],
        bogus => [],
        failed => []);
}
