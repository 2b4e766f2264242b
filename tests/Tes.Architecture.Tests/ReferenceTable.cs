namespace Tes.Architecture.Tests;

/// <summary>The table under "References" in ARCHITECTURE.md.</summary>
internal static class ReferenceTable
{
    private const string Heading = "| project | layer | pure | references | packages |";

    public sealed record Row(string Project, Layer Layer, bool IsPure, IReadOnlyList<string> References, IReadOnlyList<string> Packages);

    public static IReadOnlyList<Row> Rows { get; } =
        [.. Repository.Read("ARCHITECTURE.md").Split('\n')
            .SkipWhile(line => line != Heading)
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(Parse)];

    private static Row Parse(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries)[1..^1];
        return new Row(cells[0], Enum.Parse<Layer>(cells[1], ignoreCase: true), YesNo(cells[2]), List(cells[3]), List(cells[4]));
    }

    private static bool YesNo(string cell) => cell switch
    {
        "yes" => true,
        "no" => false,
        _ => throw new FormatException($"'{cell}' is neither yes nor no"),
    };

    private static string[] List(string cell) =>
        cell == "-" ? [] : [.. cell.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal)];
}
