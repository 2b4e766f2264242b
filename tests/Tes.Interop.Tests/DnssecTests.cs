using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Names;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>DNSSEC states: ours beside those of Unbound.</summary>
public sealed class DnssecTests(TestInternet internet)
{
    public static TheoryData<string> Titles => [.. DnssecCases.ByTitle.Keys];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task State_equals_that_of_Unbound(string title)
    {
        internet.Require();
        var @case = DnssecCases.ByTitle[title];
        var oracle = await Dig.AskAsync(internet.Addresses.Unbound, @case.Name, @case.Type);
        var state = await StateAsync(oracle, @case);
        Assert.True(state == (@case.Divergence?.OracleSays ?? Word(@case.Security)), $"{@case.Section}: Unbound says {state}\n{oracle.Text}");

        var ours = await AskAsync(internet.Addresses.Unbound, @case);
        Assert.True(ours.Text("security") == Word(@case.Security), $"{@case.Section}: expected {Word(@case.Security)}\n{ours.Command}");
        if (state != "bogus")
        {
            Assert.Equal(oracle.Rcode, ours.Text("rcode"));
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task State_is_the_same_through_a_resolver_that_does_not_validate(string title)
    {
        internet.Require();
        var @case = DnssecCases.ByTitle[title];
        var expected = Word(@case.ThroughBind ?? @case.Security);
        var ours = await AskAsync(internet.Addresses.BindRecursor, @case);
        Assert.True(ours.Text("security") == expected, $"{@case.Section}: expected {expected}\n{ours.Command}");
    }

    private static string Word(Security security) => security.ToString().ToLowerInvariant();

    /// <summary>SERVFAIL means bogus only where there is an answer to be had without checking (CD).</summary>
    private async Task<string> StateAsync(Dig answer, DnssecCase @case) => answer switch
    {
        { Rcode: "NOERROR" or "NXDOMAIN", AuthenticData: true } => "secure",
        { Rcode: "NOERROR" or "NXDOMAIN" } => "insecure",
        { Rcode: "SERVFAIL" } when await Dig.AskAsync(internet.Addresses.Unbound, @case.Name, @case.Type, "+cdflag")
            is { Rcode: "NOERROR" or "NXDOMAIN" } => "bogus",
        _ => $"no verdict ({answer.Rcode})",
    };

    private Task<TesReport> AskAsync(string resolver, DnssecCase @case) =>
        TesProgram.RunAsync(resolver, internet.TrustAnchorFile, "dns", "query", @case.Name, @case.Type);
}
