using System.Globalization;
using Tes.Mail.Spf;
using Tes.Mail.Spf.Evaluation;
using Xunit;

namespace Tes.Mail.Tests.Spf.Evaluation;

/// <summary>Every check of every scenario of testdata/spf/evaluation, a file for each part of RFC 7208.</summary>
public sealed class SpfScenarioTests
{
    public static TheoryData<string, string, string> Checks()
    {
        var data = new TheoryData<string, string, string>();
        foreach (SpfScenario scenario in SpfScenario.All)
        {
            foreach (string check in scenario.Checks)
                data.Add(scenario.File, scenario.Name, check);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task A_check_comes_to_what_its_scenario_says(string file, string name, string check)
    {
        SpfScenario scenario = SpfScenario.All.Single(scenario => scenario.File == file && scenario.Name == name);
        (SpfRequest request, Dictionary<string, string> expected) = SpfScenario.Parse(check);
        ZoneResolver resolver = scenario.Resolver();

        SpfEvaluation evaluation = await SpfCheck.EvaluateAsync(resolver, request, CancellationToken.None, TestContext.Current.CancellationToken);

        Assert.Equal(expected["result"], SpfWords.Of(evaluation.Result));
        Assert.Equal(expected.GetValueOrDefault("explanation"), evaluation.Explanation.Text);
        if (expected.TryGetValue("term", out string? term))
            Assert.Equal(term, evaluation.Matched?.Term);
        if (expected.TryGetValue("problem", out string? problem))
            Assert.Equal(problem, Assert.IsType<SpfDecision.Error>(evaluation.Decision).Problem.ToString());
        if (expected.TryGetValue("lookups", out string? lookups))
            Assert.Equal(lookups, evaluation.LookupTerms.ToString(CultureInfo.InvariantCulture));
        if (expected.TryGetValue("void", out string? voids))
            Assert.Equal(voids, evaluation.VoidLookups.ToString(CultureInfo.InvariantCulture));
        if (expected.TryGetValue("security", out string? security))
            Assert.Equal(security, evaluation.Security?.ToString().ToLowerInvariant() ?? "nothing");
        if (expected.TryGetValue("asks", out string? asked))
            Assert.Contains(asked, resolver.Asked.Select(question => $"{question.Name.ToDisplayString()}/{question.Type}"), StringComparer.OrdinalIgnoreCase);
        Assert.InRange(evaluation.LookupTerms, 0, SpfLimits.MaxLookupTerms + 1);
    }

    [Fact]
    public void Scenario_names_are_unique_and_every_scenario_checks_something()
    {
        Assert.All(SpfScenario.All, scenario => Assert.NotEmpty(scenario.Checks));
        Assert.Distinct(SpfScenario.All.Select(scenario => (scenario.File, scenario.Name)));
    }
}
