using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Scan.Survey.Archive.Evidence;

/// <summary>
/// An answer as text: all that judges a domain, without the signatures and proofs that convinced. Keys are short, as there are
/// millions of them; docs/archive.md explains them.
/// </summary>
internal static class LookupEvidence
{
    /// <summary>Writes an answer. Two of one content are the same text, so TTLs, which differ by what caches they come from, stay out.</summary>
    public static string Write(Answer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("n", answer.Question.Name.ToString());
            json.WriteString("t", answer.Question.Type.ToMnemonic());
            json.WriteString("o", OutcomeOf(answer));
            json.WriteString("f", answer.FinalName.ToString());
            if (answer.Aliases.Count > 0)
                WriteSets(json, "a", answer.Aliases);
            WriteCase(json, answer);
            json.WriteStartArray("z");
            foreach (ZoneStep step in answer.Trace.Zones)
            {
                json.WriteStartObject();
                json.WriteString("n", step.Zone.ToString());
                json.WriteNumber("s", (int)step.Security);
                // What is in order explains itself.
                if (step.Security != SecurityStatus.Secure)
                    json.WriteString("m", step.Note);
                WriteError(json, step.Error);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The case of an answer in one word.</summary>
    public static string OutcomeOf(Answer answer) => answer.Match(
        _ => "found", absent => absent.Absence == Absence.NXDomain ? "nxdomain" : "nodata", _ => "bogus", _ => "failed");

    /// <summary>Reads what was written.</summary>
    /// <returns>False for anything else: an archive may be damaged, or of someone else.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out Answer? answer)
    {
        answer = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            answer = Read(document.RootElement);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or NullReferenceException or IndexOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    private static void WriteCase(Utf8JsonWriter json, Answer answer) => answer.Match(
        found =>
        {
            json.WritePropertyName("r");
            WriteSet(json, found.RRset);
            return true;
        },
        absent =>
        {
            json.WriteNumber("s", (int)absent.Security);
            WriteError(json, absent.Error);
            return true;
        },
        bogus =>
        {
            json.WriteNumber("c", (int)bogus.ResponseCode);
            WriteSets(json, "b", bogus.RRsets);
            WriteError(json, bogus.Error);
            return true;
        },
        failed =>
        {
            json.WriteNumber("k", (int)failed.Failure.Kind);
            json.WriteString("qn", failed.Failure.Question.Name.ToString());
            json.WriteString("qt", failed.Failure.Question.Type.ToMnemonic());
            json.WriteString("m", failed.Failure.Text);
            return true;
        });

    private static void WriteSets(Utf8JsonWriter json, string name, IReadOnlyList<ValidatedRRset> sets)
    {
        json.WriteStartArray(name);
        foreach (ValidatedRRset set in sets)
            WriteSet(json, set);
        json.WriteEndArray();
    }

    private static void WriteSet(Utf8JsonWriter json, ValidatedRRset set)
    {
        json.WriteStartObject();
        json.WriteString("o", set.RRset.Owner.ToString());
        json.WriteString("t", set.RRset.Type.ToMnemonic());
        json.WriteNumber("s", (int)set.Security);
        if (set.Zone is { } zone)
            json.WriteString("z", zone.ToString());
        if (set.Expansion is { } expansion)
            json.WriteString("x", expansion.ToString());
        WriteError(json, set.Error);
        json.WriteStartArray("d");
        foreach (ReadOnlyMemory<byte> rdata in set.RRset.Rdatas)
            json.WriteBase64StringValue(rdata.Span);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, ExtendedDnsError? error)
    {
        if (error is null)
            return;
        json.WriteStartObject("e");
        json.WriteNumber("c", (int)error.Code);
        json.WriteString("t", error.Text);
        json.WriteEndObject();
    }

    private static Answer Read(JsonElement json)
    {
        var question = new Question(Name(json, "n"), Type(json, "t"));
        DomainName final = Name(json, "f");
        IReadOnlyList<ValidatedRRset> aliases = json.TryGetProperty("a", out JsonElement sets) ? ReadSets(sets) : [];
        var trace = new ValidationTrace([.. json.GetProperty("z").EnumerateArray().Select(step => new ZoneStep(
            Name(step, "n"), Security(step), [], [], null, step.TryGetProperty("m", out JsonElement note) ? note.GetString()! : "", ReadError(step)))]);
        return json.GetProperty("o").GetString() switch
        {
            "found" => new Answer.Found(question, aliases, ReadSet(json.GetProperty("r")), trace),
            "nxdomain" => new Answer.Absent(question, aliases, final, Absence.NXDomain, Security(json), ReadError(json), [], trace),
            "nodata" => new Answer.Absent(question, aliases, final, Absence.NoData, Security(json), ReadError(json), [], trace),
            "bogus" => new Answer.Bogus(
                question, aliases, final, (ResponseCode)json.GetProperty("c").GetUInt16(), ReadSets(json.GetProperty("b")),
                ReadError(json) ?? throw new FormatException("Bogus without a reason."), trace),
            "failed" => new Answer.Failed(
                question, aliases, final,
                new LookupFailure((LookupFailureKind)json.GetProperty("k").GetInt32(), new Question(Name(json, "qn"), Type(json, "qt")), json.GetProperty("m").GetString()!), trace),
            var other => throw new FormatException($"No outcome: {other}"),
        };
    }

    private static ValidatedRRset[] ReadSets(JsonElement json) => [.. json.EnumerateArray().Select(ReadSet)];

    private static ValidatedRRset ReadSet(JsonElement json) => new(
        new RRset(
            Name(json, "o"), Type(json, "t"), RRClass.IN, 0,
            json.GetProperty("d").EnumerateArray().Select(rdata => (ReadOnlyMemory<byte>)rdata.GetBytesFromBase64()), []),
        Security(json),
        json.TryGetProperty("z", out _) ? Name(json, "z") : null,
        ReadError(json),
        null,
        json.TryGetProperty("x", out _) ? Name(json, "x") : null);

    private static ExtendedDnsError? ReadError(JsonElement json) => json.TryGetProperty("e", out JsonElement error)
        ? new ExtendedDnsError((ExtendedDnsErrorCode)error.GetProperty("c").GetUInt16(), error.GetProperty("t").GetString()!)
        : null;

    private static SecurityStatus Security(JsonElement json) => (SecurityStatus)json.GetProperty("s").GetInt32() is var status && Enum.IsDefined(status)
        ? status
        : throw new FormatException("No security status.");

    private static DomainName Name(JsonElement json, string property) => DomainName.Parse(json.GetProperty(property).GetString()!);

    private static RRType Type(JsonElement json, string property) =>
        RRTypeMnemonic.TryParse(json.GetProperty(property).GetString(), out RRType type) ? type : throw new FormatException("No type.");
}
