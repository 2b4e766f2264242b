using System.Text.Json;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Cli.Record;

/// <summary>A record that was read as <c>tes.record.parse/1</c>.</summary>
internal static class RecordJson
{
    public const string Schema = "tes.record.parse/1";

    public static void Write(Utf8JsonWriter json, string kind, RecordReading reading)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("kind", kind);
        json.WriteBoolean("valid", reading.IsValid);
        json.WriteString("effect", reading.Effect);
        WriteErrors(json, "errors", reading.Errors);
        json.WriteStartArray("tags");
        foreach ((RecordTag tag, string meaning) in reading.Tags)
        {
            json.WriteStartObject();
            json.WriteString("name", tag.Name);
            json.WriteString("value", tag.Value);
            json.WriteNumber("position", tag.Offset);
            json.WriteString("meaning", meaning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRemarks(json, reading.Remarks);
        json.WriteEndObject();
    }

    public static void WriteErrors(Utf8JsonWriter json, string name, IEnumerable<ParseFailure> errors)
    {
        json.WriteStartArray(name);
        foreach (ParseFailure error in errors)
            WritePlace(json, error.Offset, error.Reason);
        json.WriteEndArray();
    }

    public static void WriteRemarks(Utf8JsonWriter json, IEnumerable<RecordRemark> remarks)
    {
        json.WriteStartArray("remarks");
        foreach (RecordRemark remark in remarks)
            WritePlace(json, remark.Offset, remark.Text);
        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, int position, string text)
    {
        json.WriteStartObject();
        json.WriteNumber("position", position);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
