using System.Text.Json;
using Xunit;

namespace Tes.Mail.Tests;

/// <summary>Cases as lines of JSON, each with a name of its own.</summary>
internal static class CaseFile
{
    public static TheoryData<string> Names(string path) => [.. Load(path).Select(element => element.GetProperty("name").GetString()!)];

    public static JsonElement Case(string path, string name) => Load(path).Single(element => element.GetProperty("name").GetString() == name);

    public static string? Text(this JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;

    public static string[] Texts(this JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    public static int[] Numbers(this JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) ? [.. value.EnumerateArray().Select(item => item.GetInt32())] : [];

    private static JsonElement[] Load(string path) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "testdata", path)).Select(line => JsonDocument.Parse(line).RootElement)];
}
