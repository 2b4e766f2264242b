using Tes.Interop.Tests.Cases.Dnssec;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>
/// The cases of <see cref="DnssecTests"/> once more without a resolver: `tes` walks from the private root over the servers of
/// Knot, NSD and BIND itself. <see cref="DnssecTests"/> shows that Unbound says the same.
/// </summary>
public sealed class IterationTests(TestInternet internet)
{
    public static TheoryData<string> Titles => [.. DnssecCases.ByTitle.Keys];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task State_is_the_same_from_the_root_down(string title)
    {
        internet.Require();
        var @case = DnssecCases.ByTitle[title];
        var hints = Path.Combine(Path.GetDirectoryName(internet.TrustAnchorFile)!, "iterate.hints");
        await File.WriteAllTextAsync(hints, $". 3600 NS ns.\nns. 3600 A {internet.Addresses.Root}\n", TestContext.Current.CancellationToken);
        var ours = await TesProgram.RunIteratingAsync(hints, internet.TrustAnchorFile, "dns", "query", @case.Name, @case.Type);
        Assert.True(string.Equals(ours.Text("security"), @case.Security.ToString(), StringComparison.OrdinalIgnoreCase), $"{@case.Section}: expected {@case.Security}\n{ours.Command}");
        Assert.Equal("iterate", ours.Text("resolution", "mode"));
    }
}
