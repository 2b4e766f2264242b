using System.Globalization;
using System.Text.Json;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Scan.Reports;

namespace Tes.Cli.Dkim;

/// <summary>What is published under the name of a key, judged.</summary>
/// <param name="Name">The name.</param>
/// <param name="Lookup">What is there.</param>
/// <param name="Records">The key records.</param>
/// <param name="Problem">What is wrong with it as a whole, escaped; null where nothing is.</param>
internal sealed record DkimKeyCheck(DomainName Name, DkimKeyLookup Lookup, IReadOnlyList<CheckedKeyRecord> Records, string? Problem)
{
    public const string Schema = "tes.dkim.key.check/1";

    public ExitStatus Status => Lookup is DkimKeyLookup.Failed ? ExitStatus.Inconclusive : Problem is null ? ExitStatus.Good : ExitStatus.CheckFailed;

    private string State => Lookup.Match(published => "published", malformed => "malformed", none => "none", bogus => "bogus", failed => "failed");

    public static DkimKeyCheck Of(DomainName name, DkimKeyLookup lookup, DkimPublicKey? own) => lookup.Match(
        published =>
        {
            CheckedKeyRecord[] records = [.. published.Records.Select(record => CheckedKeyRecord.Of(record, own))];
            string? problem = records.Length > 1
                ? "there are several key records, and verifiers may take any of them (RFC 6376 §3.6.2.2)"
                : records[0].Problem ?? (records[0].Fits == false ? "the record does not fit the private key" : null);
            return new DkimKeyCheck(name, lookup, records, problem);
        },
        malformed => new DkimKeyCheck(name, lookup, [], "no key record is well-formed: " + malformed.Records[0].Failure),
        none => new DkimKeyCheck(name, lookup, [], "there is no key record"),
        bogus => new DkimKeyCheck(name, lookup, [], "the answer is bogus: " + TerminalText.Escape(bogus.Error.Text)),
        failed => new DkimKeyCheck(name, lookup, [], "the look-up failed: " + TerminalText.Escape(failed.Failure.Text)));

    public void Write(TextWriter output, Palette palette)
    {
        string verdict = Problem is null ? palette.Good("good") : Status == ExitStatus.Inconclusive ? palette.Doubtful(Problem) : palette.Bad(Problem);
        output.WriteLine($"{TerminalText.Escape(Name.ToDisplayString())}: {verdict} ({palette.Security(Lookup.Security)})");
        foreach (CheckedKeyRecord record in Records)
        {
            output.WriteLine("  " + TerminalText.Escape(record.Record.Text));
            string key = record.Key is { } known ? string.Create(CultureInfo.InvariantCulture, $"{DkimWords.Of(known.Type)}, {known.Bits} bits") : TerminalText.Escape(record.Problem);
            string fits = record.Fits switch { true => ", fits the private key", false => ", does not fit the private key", null => string.Empty };
            output.WriteLine($"    {key}{fits}");
            foreach (string note in record.Notes())
                output.WriteLine("    " + palette.Doubtful(note));
        }

        foreach (MalformedDkimRecord other in Others)
            output.WriteLine($"  not a key record: {TerminalText.Escape(other.Text)} ({other.Failure})");
    }

    public void Write(Utf8JsonWriter json, ResolutionPath resolution)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("name", Name.ToDisplayString());
        json.WriteString("state", State);
        json.WriteString("security", ReportWords.Of(Lookup.Security));
        json.WriteBoolean("good", Status == ExitStatus.Good);
        json.WriteString("problem", Problem);
        json.WriteStartArray("records");
        foreach (CheckedKeyRecord record in Records)
            record.Write(json);
        json.WriteEndArray();
        json.WriteStartArray("otherRecords");
        foreach (MalformedDkimRecord other in Others)
        {
            json.WriteStartObject();
            json.WriteString("record", other.Text);
            json.WriteString("problem", other.Failure.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    private IReadOnlyList<MalformedDkimRecord> Others => Lookup switch
    {
        DkimKeyLookup.Published published => published.Others,
        DkimKeyLookup.Malformed malformed => malformed.Records,
        _ => [],
    };
}
