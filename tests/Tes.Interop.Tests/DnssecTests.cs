using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Oracles;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>DNSSEC states: ours beside those of other validators, on zones of every kind.</summary>
public sealed class DnssecTests(TestInternet internet)
{
    public static TheoryData<string> Titles => [.. DnssecCases.ByTitle.Keys];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task State_equals_that_of_every_validator(string title)
    {
        internet.Require();
        Comparison.Demand(await Comparison.DifferencesAsync(internet, DnssecCases.ByTitle[title], Enum.GetValues<Oracle>()));
    }
}
