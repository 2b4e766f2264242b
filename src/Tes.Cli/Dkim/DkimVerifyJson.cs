using System.Globalization;
using System.Text;
using System.Text.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;
using Tes.Scan.Reports;

namespace Tes.Cli.Dkim;

/// <summary>The verdicts as <c>tes.dkim.verify/1</c>.</summary>
internal static class DkimVerifyJson
{
    public const string Schema = "tes.dkim.verify/1";

    public static void Write(Utf8JsonWriter json, MessageFile file, DkimVerification verification, ResolutionPath resolution)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("result", verification.Word);
        WriteMessage(json, file);
        WriteSignatures(json, verification);
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>The properties <c>from</c>, <c>fromState</c>, <c>lineEnds</c> and <c>flaws</c>.</summary>
    public static void WriteMessage(Utf8JsonWriter json, MessageFile file)
    {
        WriteAuthors(json, file.Message);
        WriteForm(json, file);
    }

    /// <summary>The property <c>dkim</c>: an entry for each DKIM-Signature field, from the top.</summary>
    public static void WriteSignatures(Utf8JsonWriter json, DkimVerification verification)
    {
        json.WriteStartArray("dkim");
        foreach (DkimSignatureReport report in verification.Signatures)
            Write(json, report);
        json.WriteEndArray();
    }

    /// <summary>The properties <c>lineEnds</c> and <c>flaws</c> of a message.</summary>
    public static void WriteForm(Utf8JsonWriter json, MessageFile file)
    {
        json.WriteString("lineEnds", MessageWords.Of(file.LineEnds));
        WriteNames(json, "flaws", MessageWords.Of(file.Message.Flaws));
    }

    private static void WriteAuthors(Utf8JsonWriter json, MailMessage message)
    {
        AuthorAddresses authors = AuthorAddresses.Of(message);
        json.WriteStartArray("from");
        foreach (Mailbox mailbox in (authors as AuthorAddresses.Read)?.Mailboxes ?? [])
            json.WriteStringValue(mailbox.ToString());
        json.WriteEndArray();
        json.WriteString("fromState", authors.Match(read => "read", absent => "absent", malformed => "malformed"));
    }

    /// <summary>A DKIM-Signature or ARC-Message-Signature field.</summary>
    public static void Write(Utf8JsonWriter json, DkimSignatureReport report)
    {
        json.WriteStartObject();
        json.WriteString("result", report.Outcome.Word);
        json.WriteString("reason", report.Outcome.Reason);
        json.WriteString("fault", report.Outcome.BrokenRule is { } fault ? WordOf(fault) : null);
        json.WriteString("domain", report.ShownDomain);
        json.WriteString("selector", report.ClaimedSelector);
        WriteSignature(json, report.Signature);
        WriteKey(json, report.Lookup, report.KeyRecord, report.Key);
        json.WriteNumber("unsignedBodyOctets", report.UnsignedBodyOctets);
        WriteNames(json, "partlySignedFields", report.PartlySignedFields);
        json.WriteEndObject();
    }

    /// <summary>The properties <c>keySecurity</c>, <c>keyBits</c> and <c>testing</c> of what verifies a signature.</summary>
    public static void WriteKey(Utf8JsonWriter json, DkimKeyLookup? lookup, DkimKeyRecord? record, DkimPublicKey? key)
    {
        json.WriteString("keySecurity", lookup switch
        {
            null => null,
            DkimKeyLookup.Failed => "failed",
            _ => ReportWords.Of(lookup.Security),
        });
        WriteNumber(json, "keyBits", key?.Bits);
        json.WriteBoolean("testing", record?.Flags.HasFlag(DkimKeyFlags.Testing) ?? false);
    }

    private static void WriteSignature(Utf8JsonWriter json, DkimSignature? signature)
    {
        json.WriteString("identifier", signature?.AgentIdentifier);
        json.WriteString("algorithm", signature is null ? null : DkimWords.Of(signature.Algorithm));
        json.WriteString("canonicalization", signature is null ? null : $"{DkimWords.Of(signature.HeaderCanonicalization)}/{DkimWords.Of(signature.BodyCanonicalization)}");
        WriteNames(json, "signedFields", signature?.SignedFields ?? []);
        WriteNumber(json, "bodyLength", signature?.BodyLength);
        json.WriteString("signedAt", signature?.Timestamp is { } made ? TimeText.Format(made) : null);
        json.WriteString("expires", signature?.Expiration is { } end ? TimeText.Format(end) : null);
    }

    private static void WriteNames(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (string name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    /// <summary>A number; null without one.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string property, long? number)
    {
        if (number is { } known)
            json.WriteNumber(property, known);
        else
            json.WriteNull(property);
    }

    /// <summary>The name of a rule with hyphens: <c>body-hash-mismatch</c>.</summary>
    public static string WordOf(Enum fault)
    {
        var word = new StringBuilder();
        foreach (char letter in fault.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        }

        return word.ToString();
    }
}
