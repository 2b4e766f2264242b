namespace Tes.Resolver.Tests.Scenarios;

/// <summary>A line of a scenario that is not empty and no comment.</summary>
internal sealed record ScenarioLine(int Number, string Text)
{
    public string[] Words { get; } = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public string Word => Words[0];

    /// <summary>The words after the given number of them.</summary>
    public string After(int words)
    {
        string rest = Text.Trim();
        for (int i = 0; i < words; i++)
            rest = rest[rest.IndexOf(' ', StringComparison.Ordinal)..].TrimStart();
        return rest;
    }

    /// <summary>The value of <c>name=value</c>; null where there is none.</summary>
    public string? Option(string name) => Words.FirstOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    public int? Number32(string name) => Option(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public bool Has(string word) => Words.Contains(word);

    public FormatException Wrong(string why) => new($"line {Number}, '{Text.Trim()}': {why}");
}
