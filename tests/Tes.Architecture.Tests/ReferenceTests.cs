using Xunit;

namespace Tes.Architecture.Tests;

/// <summary>The project graph is the one that ARCHITECTURE.md shows, and obeys its rule.</summary>
public sealed class ReferenceTests
{
    /// <summary>Wired by hosts only: nothing below them may reach the network by itself.</summary>
    private static readonly string[] HostsOnly = ["Tes.Resolver", "Tes.Testnet"];

    private static readonly IReadOnlyList<ProjectFile> Shipped = ProjectFile.In("src");

    [Fact]
    public void The_table_lists_exactly_the_shipped_projects() =>
        Assert.Equal(
            Shipped.Select(project => project.Name).Order(StringComparer.Ordinal),
            ReferenceTable.Rows.Select(row => row.Project).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(ShippedNames))]
    public void References_packages_and_purity_are_those_of_the_table(string name)
    {
        var project = Shipped.Single(project => project.Name == name);
        var row = Row(name);

        Assert.Equal(row.References, project.References);
        Assert.Equal(row.Packages, project.Packages);
        Assert.Equal(row.IsPure, project.IsPure);
    }

    [Theory]
    [MemberData(nameof(ShippedNames))]
    public void References_go_downwards_only_and_never_sideways(string name)
    {
        var project = Shipped.Single(project => project.Name == name);
        var layer = Row(name).Layer;

        foreach (var reference in project.References)
        {
            var target = Row(reference).Layer;
            Assert.True(
                (layer, target) switch
                {
                    // Beside all layers: it may use the data layer and be used by hosts.
                    (Layer.Beside, _) => target == Layer.Data,
                    (_, Layer.Beside) => layer == Layer.Host,
                    _ => target < layer,
                },
                $"{name} ({layer}) may not reference {reference} ({target})");
            Assert.False(
                HostsOnly.Contains(reference, StringComparer.Ordinal) && layer != Layer.Host,
                $"{name} ({layer}) may not reference {reference}: only hosts wire it");
        }
    }

    [Fact]
    public void Data_and_decision_projects_are_pure() =>
        Assert.All(
            ReferenceTable.Rows.Where(row => row.Layer is Layer.Data or Layer.Decision),
            row => Assert.True(row.IsPure, $"{row.Project} must be pure"));

    [Theory]
    [MemberData(nameof(ShippedNames))]
    public void Shipped_projects_reference_no_tests(string name) =>
        Assert.All(
            Shipped.Single(project => project.Name == name).References,
            reference => Assert.Contains(Shipped, project => project.Name == reference));

    [Fact]
    public void Third_party_notices_name_every_package() =>
        Assert.All(
            Shipped.SelectMany(project => project.Packages).Distinct(StringComparer.Ordinal),
            package => Assert.Contains($"| {package} |", Repository.Read("THIRD-PARTY-NOTICES.md"), StringComparison.Ordinal));

    public static TheoryData<string> ShippedNames() => [.. Shipped.Select(project => project.Name)];

    private static ReferenceTable.Row Row(string project) =>
        ReferenceTable.Rows.SingleOrDefault(row => row.Project == project)
        ?? throw new InvalidOperationException($"ARCHITECTURE.md has no row for {project}");
}
