using System.Text.RegularExpressions;
using Xunit;

namespace Tes.Architecture.Tests;

/// <summary>What is written besides code: links lead somewhere, and nothing names the machine it was written on.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Relative_links_in_documents_lead_to_files()
    {
        var broken = Repository.Files(pattern: "*.md").SelectMany(document =>
            LinkPattern().Matches(Repository.Read(document))
                .Select(match => match.Groups["target"].Value)
                .Where(target => !target.Contains(':', StringComparison.Ordinal) && !Exists(document, target))
                .Select(target => $"{document}: {target}"));

        Assert.Empty(broken);
    }

    [Fact]
    public void Paths_that_documents_mention_exist()
    {
        var missing = Repository.Files(pattern: "*.md").SelectMany(document =>
            PathPattern().Matches(Repository.Read(document))
                .Select(match => match.Groups["path"].Value)
                .Where(path => !File.Exists(Path.Combine(Repository.Root, path)) && !Directory.Exists(Path.Combine(Repository.Root, path)))
                .Select(path => $"{document}: {path}"));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_table_and_column_of_the_archive_is_described()
    {
        string description = Repository.Read("docs/archive.md");
        string schema = string.Concat(Repository.Files(pattern: "schema-*.sql").Select(Repository.Read));
        string[] names = [.. SchemaPattern().Matches(schema).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

        Assert.True(names.Length > 60);
        Assert.DoesNotContain(names, name => !description.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void No_file_names_the_machine_it_was_written_on()
    {
        var offences = Repository.Files()
            .Where(IsText)
            .SelectMany(file => MachinePattern().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}"));

        Assert.Empty(offences);
    }

    private static bool Exists(string document, string target)
    {
        var path = Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target.Split('#')[0]);
        return File.Exists(path) || Directory.Exists(path);
    }

    private static bool IsText(string file) => !Repository.Read(file).Contains('\0', StringComparison.Ordinal);

    [GeneratedRegex(@"(?:CREATE (?:TABLE|VIEW)|[(,\n] *)\s*(?<name>[a-z_0-9]+)(?= \(| (?:INTEGER|BIGINT|DOUBLE|VARCHAR|TIMESTAMP|BOOLEAN|BLOB)| AS$)", RegexOptions.Multiline)]
    private static partial Regex SchemaPattern();

    [GeneratedRegex(@"\]\((?<target>[^)#\s][^)\s]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkPattern();

    // In code marks, from the root: `src/Tes.Dns/Records`.
    [GeneratedRegex(@"`(?<path>(src|tests|docs)/[\w./-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathPattern();

    // Home folders and work folders, and package registries: a build takes those from its user's settings.
    [GeneratedRegex(@"(?<![\w.~])/(work|root|home|Users)/" + @"|(api|www)\.nuget" + @"\.org", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePattern();
}
