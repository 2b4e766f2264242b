using System.Text.Json;

namespace Tes.Mail.Tests.Dmarc;

/// <summary>What the cases of testdata/dmarc have in common.</summary>
internal static class DmarcCase
{
    public static ScriptedResolver Resolver(JsonElement scenario) => new()
    {
        Texts = scenario.GetProperty("zone").EnumerateObject().ToDictionary(
            entry => entry.Name, entry => entry.Value.EnumerateArray().Select(text => text.GetString()!).ToArray(), StringComparer.Ordinal),
        Fails = scenario.Texts("fail"),
        Bogus = scenario.Texts("bogus"),
        Insecure = scenario.Texts("insecure"),
    };
}
