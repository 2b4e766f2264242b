using System.Globalization;
using System.Text;
using System.Xml;

namespace Tes.Mail.Dmarc.Reports;

/// <summary>Writes reports in the form and the order of RFC 9990 §3.1.</summary>
internal static class AggregateReportWriter
{
    private const string Namespace = "urn:ietf:params:xml:ns:dmarc-2.0";

    public static byte[] Write(AggregateReport report)
    {
        using var result = new MemoryStream();
        using (XmlWriter xml = XmlWriter.Create(result, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feedback", Namespace);
            Write(xml, "version", "1.0");
            WriteMetadata(xml, report);
            WritePolicy(xml, report.Policy);
            foreach (AggregateRecord record in report.Records)
                WriteRecord(xml, record);
            xml.WriteEndElement();
        }

        return result.ToArray();
    }

    private static void WriteMetadata(XmlWriter xml, AggregateReport report)
    {
        xml.WriteStartElement("report_metadata", Namespace);
        Write(xml, "org_name", report.OrganizationName ?? string.Empty);
        Write(xml, "email", report.Email ?? string.Empty);
        Write(xml, "extra_contact_info", report.ExtraContactInfo);
        Write(xml, "report_id", report.ReportId ?? string.Empty);
        xml.WriteStartElement("date_range", Namespace);
        Write(xml, "begin", Number(report.Begin?.ToUnixTimeSeconds() ?? 0));
        Write(xml, "end", Number(report.End?.ToUnixTimeSeconds() ?? 0));
        xml.WriteEndElement();
        foreach (string error in report.Errors)
            Write(xml, "error", error);
        Write(xml, "generator", report.Generator);
        xml.WriteEndElement();
    }

    private static void WritePolicy(XmlWriter xml, PublishedPolicy policy)
    {
        xml.WriteStartElement("policy_published", Namespace);
        Write(xml, "domain", policy.Domain ?? string.Empty);
        Write(xml, "discovery_method", policy.DiscoveryMethod);
        Write(xml, "p", policy.Policy ?? "none");
        Write(xml, "sp", policy.SubdomainPolicy);
        Write(xml, "np", policy.NonexistentSubdomainPolicy);
        Write(xml, "fo", policy.FailureOptions);
        Write(xml, "adkim", policy.DkimAlignment);
        Write(xml, "aspf", policy.SpfAlignment);
        Write(xml, "testing", policy.Testing);
        xml.WriteEndElement();
    }

    private static void WriteRecord(XmlWriter xml, AggregateRecord record)
    {
        xml.WriteStartElement("record", Namespace);
        xml.WriteStartElement("row", Namespace);
        Write(xml, "source_ip", record.SourceAddress?.ToString() ?? string.Empty);
        Write(xml, "count", Number(record.Count));
        xml.WriteStartElement("policy_evaluated", Namespace);
        Write(xml, "disposition", record.Disposition ?? "none");
        Write(xml, "dkim", record.DkimAligned ?? "fail");
        Write(xml, "spf", record.SpfAligned ?? "fail");
        foreach (PolicyOverride reason in record.Overrides)
        {
            xml.WriteStartElement("reason", Namespace);
            Write(xml, "type", reason.Type ?? "other");
            Write(xml, "comment", reason.Comment);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("identifiers", Namespace);
        Write(xml, "header_from", record.HeaderFrom ?? string.Empty);
        Write(xml, "envelope_from", record.EnvelopeFrom);
        Write(xml, "envelope_to", record.EnvelopeTo);
        xml.WriteEndElement();
        xml.WriteStartElement("auth_results", Namespace);
        foreach (ReportedAuthentication signature in record.Dkim)
            WriteAuthentication(xml, "dkim", signature);
        foreach (ReportedAuthentication spf in record.Spf)
            WriteAuthentication(xml, "spf", spf);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteAuthentication(XmlWriter xml, string name, ReportedAuthentication authentication)
    {
        xml.WriteStartElement(name, Namespace);
        Write(xml, "domain", authentication.Domain ?? string.Empty);
        Write(xml, "selector", authentication.Selector ?? (name == "dkim" ? string.Empty : null));
        Write(xml, "scope", authentication.Scope);
        Write(xml, "result", authentication.Result ?? "none");
        Write(xml, "human_result", authentication.HumanResult);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string name, string? text)
    {
        if (text is not null)
            xml.WriteElementString(name, Namespace, Printable(text));
    }

    // What a peer sent may have characters that no XML document can have (XML 1.0 §2.2).
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isAllowed = rune.Value is '\t' or '\n' or (>= 0x20 and not (0xfffe or 0xffff));
            printable.Append((isAllowed ? rune : Rune.ReplacementChar).ToString());
        }

        return printable.ToString();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
