using System.Globalization;
using System.Text.Json;
using Tes.Dns.Messages;

namespace Tes.Cli.Dns;

/// <summary>An Extended DNS Error in JSON.</summary>
internal static class ErrorJson
{
    public static void Write(Utf8JsonWriter json, string property, ExtendedDnsError? error)
    {
        json.WritePropertyName(property);
        if (error is null)
            json.WriteNullValue();
        else
            Write(json, error);
    }

    public static void Write(Utf8JsonWriter json, ExtendedDnsError error)
    {
        json.WriteStartObject();
        json.WriteNumber("code", (int)error.Code);
        json.WriteString("name", Enum.IsDefined(error.Code) ? error.Code.ToString() : ((int)error.Code).ToString(CultureInfo.InvariantCulture));
        json.WriteString("text", error.Text);
        json.WriteEndObject();
    }
}
