using System.Text.Json;
using Tes.Mail.AuthenticationResults;

namespace Tes.Cli.Mail;

/// <summary>Results that others wrote, as JSON.</summary>
internal static class ResultJson
{
    /// <summary>Writes the property <c>results</c>.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<MethodResult> results)
    {
        json.WriteStartArray("results");
        foreach (MethodResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("method", result.Method);
            json.WriteString("result", result.Result);
            json.WriteString("reason", result.Reason);
            json.WriteStartArray("properties");
            foreach (MethodProperty property in result.Properties)
            {
                json.WriteStartObject();
                json.WriteString("name", $"{property.Type}.{property.Property}");
                json.WriteString("value", property.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
