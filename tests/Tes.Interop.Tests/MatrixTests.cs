using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Oracles;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>Zones by every signer, with every algorithm and kind of denial: our states beside those of other validators.</summary>
public sealed class MatrixTests(TestInternet internet)
{
    // delv takes as long as all others together, and BIND as a resolver has the same code for algorithms.
    private static readonly Oracle[] WithoutDelv = [.. Enum.GetValues<Oracle>().Where(oracle => oracle != Oracle.Delv)];

    public static TheoryData<string> Titles => [.. MatrixCases.ByTitle.Keys];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task States_equal_those_of_every_validator(string title)
    {
        internet.Require();
        var cell = MatrixCases.ByTitle[title];
        var differences = await Task.WhenAll(cell.Cases.Select(@case =>
            Comparison.DifferencesAsync(internet, @case, cell.IsFull ? Enum.GetValues<Oracle>() : WithoutDelv)));
        Comparison.Demand([.. differences.SelectMany(difference => difference)]);
    }
}
