using System.Text.Json;

namespace Tes.Cli.Resolution;

/// <summary>How a command's look-ups were resolved.</summary>
/// <param name="Mode">Whom it asked in the end.</param>
/// <param name="Cause">Why it left the system's resolver, one sentence that may quote a peer; null where it did not.</param>
internal sealed record ResolutionPath(ResolutionMode Mode, string? Cause)
{
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("resolution");
        json.WriteString("mode", Mode == ResolutionMode.Forward ? "forward" : "iterate");
        json.WriteString("cause", Cause);
        json.WriteEndObject();
    }
}
