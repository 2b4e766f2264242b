using Xunit;

namespace Tes.Resolver.Tests.Scenarios;

/// <summary>Whole look-ups out of files, one scenario a file, filed by RFC.</summary>
public sealed class ScenarioTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scenarios", "testdata");

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Folder, "*.scenario", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Runs_as_written(string file) =>
        await new Scenario(await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken)).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public void There_are_scenarios_and_each_has_another_title()
    {
        string[] titles = [.. Files().Select(row => File.ReadLines(Path.Combine(Folder, row.Data)).First())];
        Assert.True(titles.Length >= 200);
        Assert.All(titles, title => Assert.StartsWith("title ", title, StringComparison.Ordinal));
        Assert.Distinct(titles);
    }
}
