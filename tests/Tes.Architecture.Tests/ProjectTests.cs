using System.Xml.Linq;
using Xunit;

namespace Tes.Architecture.Tests;

/// <summary>Every project is complete: in the solution, with its lock file and, in src/, its tests.</summary>
public sealed class ProjectTests
{
    private static readonly IReadOnlyList<ProjectFile> All = [.. ProjectFile.In("src"), .. ProjectFile.In("tests"), .. ProjectFile.In("bench"), .. ProjectFile.In("fuzz")];

    [Fact]
    public void The_solution_lists_exactly_the_projects_that_exist() =>
        Assert.Equal(
            All.Select(project => project.Path).Order(StringComparer.Ordinal),
            XDocument.Parse(Repository.Read("Tes.slnx")).Descendants("Project")
                .Select(project => project.Attribute("Path")!.Value)
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_project_is_named_like_its_folder_and_locks_its_packages(string folder)
    {
        var name = folder.Split('/')[^1];

        Assert.True(File.Exists(Path.Combine(Repository.Root, folder, name + ".csproj")));
        Assert.True(File.Exists(Path.Combine(Repository.Root, folder, "packages.lock.json")), $"{folder} has no packages.lock.json");
    }

    [Theory]
    [MemberData(nameof(ShippedFolders))]
    public void A_shipped_project_has_a_test_project(string folder)
    {
        var tests = $"tests/{folder.Split('/')[^1]}.Tests";

        Assert.Contains(All, project => project.Folder == tests);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_lock_file_names_no_platform_and_no_native_compiler(string folder)
    {
        string locked = Repository.Read($"{folder}/packages.lock.json");

        Assert.DoesNotContain("\"net10.0/", locked, StringComparison.Ordinal);
        Assert.DoesNotContain("ILCompiler", locked, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ShippedFolders))]
    public void A_shipped_project_says_what_it_is(string folder) =>
        Assert.True(File.Exists(Path.Combine(Repository.Root, folder, "README.md")), $"{folder} has no README.md");

    public static TheoryData<string> Folders() => [.. All.Select(project => project.Folder)];

    public static TheoryData<string> ShippedFolders() => [.. ProjectFile.In("src").Select(project => project.Folder)];
}
