using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tes.Cli.Json;

/// <summary>Puts one JSON document on one or more lines of a text writer.</summary>
internal static class JsonDocumentWriter
{
    /// <summary>Writes what <paramref name="write"/> writes, and a line end.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="indented">Many lines for a document alone, one for JSON Lines.</param>
    /// <param name="write">Writes exactly one value.</param>
    public static void Write(TextWriter output, bool indented, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // The default encoder leaves printable ASCII only: a peer's escape sequences cannot get through a JSON document either.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.Default }))
            write(json);
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }
}
