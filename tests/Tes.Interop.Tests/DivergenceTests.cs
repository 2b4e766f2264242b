using Tes.Interop.Tests.Cases;
using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Cases.Mail;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>A case may differ from its oracle only where docs/divergences.md says why.</summary>
public sealed class DivergenceTests
{
    [Fact]
    public void Every_divergence_is_listed()
    {
        var listed = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "divergences.md"));
        var used = DnssecCases.ByTitle.Values.Concat(MatrixCases.Cases).SelectMany(@case => @case.Divergences.Values)
            .Concat(MailCases.ByName.Values.Select(@case => @case.Divergence))
            .OfType<Divergence>()
            .Select(divergence => divergence.Id);
        Assert.All(used, id => Assert.Contains($"`{id}`", listed, StringComparison.Ordinal));
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Tes.slnx")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("no Tes.slnx above the tests");
        }

        return directory.FullName;
    }
}
