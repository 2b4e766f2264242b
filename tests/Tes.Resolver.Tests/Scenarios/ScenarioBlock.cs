namespace Tes.Resolver.Tests.Scenarios;

/// <summary>A line that starts at the margin, and the indented lines below it.</summary>
internal sealed record ScenarioBlock(ScenarioLine Head, IReadOnlyList<ScenarioLine> Body)
{
    public static IReadOnlyList<ScenarioBlock> Read(string text)
    {
        var blocks = new List<ScenarioBlock>();
        var body = new List<ScenarioLine>();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#'))
                continue;
            if (line[0] != ' ')
                blocks.Add(new ScenarioBlock(new ScenarioLine(number, line), body = []));
            else if (blocks.Count == 0)
                throw new ScenarioLine(number, line).Wrong("nothing stands above it");
            else
                body.Add(new ScenarioLine(number, line));
        }

        return blocks;
    }
}
