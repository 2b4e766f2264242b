using Tes.Scan.Checks;
using Tes.Scan.Findings;
using Xunit;

namespace Tes.Scan.Tests.Findings;

/// <summary>Code and docs/checks/ name the same checks.</summary>
public sealed class CheckDocumentTests
{
    private static string Folder { get; } = Find();

    [Fact]
    public void Each_check_has_one_specification_and_each_specification_a_check()
    {
        IEnumerable<string> documents = Directory.EnumerateFiles(Folder, "*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name != "README");

        Assert.Equal(CheckTags.All.Select(tag => tag.ToWord()).Order(StringComparer.Ordinal), documents.Order(StringComparer.Ordinal));
        Assert.All(CheckTags.All, tag => Assert.StartsWith($"# {tag.ToWord()}\n", File.ReadAllText(Path.Combine(Folder, tag.ToWord() + ".md")), StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_lists_the_checks_in_the_order_of_a_delivery()
    {
        string[] listed = [.. File.ReadLines(Path.Combine(Folder, "README.md"))
            .Where(line => line.StartsWith("| [", StringComparison.Ordinal))
            .Select(line => line[3..line.IndexOf(']', StringComparison.Ordinal)])];

        Assert.Equal(CheckTags.All.Select(tag => tag.ToWord()), listed);
    }

    [Fact]
    public void Each_tag_is_the_tag_of_one_check_in_the_same_order() =>
        Assert.Equal(CheckTags.All, AllChecks.InOrder.Select(check => check.Tag));

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "docs", "checks");
            if (Directory.Exists(candidate))
                return candidate;
        }

        throw new DirectoryNotFoundException($"docs/checks is not above {AppContext.BaseDirectory}.");
    }
}
