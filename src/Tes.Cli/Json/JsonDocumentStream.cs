using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tes.Cli.Json;

/// <summary>One JSON document that is put on a text writer part by part, so that no more than a part is held. Disposing ends its last line, and is done where a command fails, too.</summary>
internal sealed class JsonDocumentStream : IDisposable
{
    private readonly TextWriter _output;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public JsonDocumentStream(TextWriter output)
    {
        _output = output;
        // The encoder is that of JsonDocumentWriter, for the same reason.
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.Default });
    }

    /// <summary>Writes what <paramref name="write"/> writes, whole tokens in the order of the document.</summary>
    public void Write(Action<Utf8JsonWriter> write)
    {
        write(_json);
        _json.Flush();
        _output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _buffer.ResetWrittenCount();
    }

    public void Dispose()
    {
        _json.Dispose();
        _output.Write('\n');
        _output.Flush();
    }
}
