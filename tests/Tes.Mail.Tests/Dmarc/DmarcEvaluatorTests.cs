using System.Text.Json;
using Tes.Dns;
using Tes.Mail.Dmarc;
using Xunit;

namespace Tes.Mail.Tests.Dmarc;

/// <summary>The cases are lines of testdata/dmarc/evaluations.jsonl: what SPF and DKIM said, and what DMARC makes of it.</summary>
public sealed class DmarcEvaluatorTests
{
    private const string Cases = "dmarc/evaluations.jsonl";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => CaseFile.Names(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_message_passes_where_an_identifier_that_passed_is_aligned_Rfc9989_5_3(string name)
    {
        JsonElement expected = CaseFile.Case(Cases, name);
        ScriptedResolver resolver = DmarcCase.Resolver(expected);
        string[][] identifiers = [.. expected.Texts("identifiers").Select(text => text.Split(' '))];

        DmarcEvaluation evaluation = await DmarcEvaluator.EvaluateAsync(
            resolver, DomainName.Parse(expected.Text("author")!), [.. identifiers.Select(Identifier)], Cancellation);

        Assert.Equal(expected.Text("result"), evaluation.Result.ToString());
        Assert.Equal(expected.Text("disposition"), evaluation.Disposition.ToString());
        Assert.Equal(identifiers.Where(words => words.Length > 3).Select(words => words[3]), evaluation.Alignments.Select(alignment => alignment.Outcome.ToString()));
        Assert.DoesNotContain(evaluation.Reason, character => character is < ' ' or > '~');
        if (expected.Texts("asked") is { Length: > 0 } asked)
            Assert.Equal(asked, resolver.Asked);
    }

    [Theory]
    [InlineData("Secure", new string[0])]
    [InlineData("Insecure", new[] { "_dmarc.a.example.com" })]
    [InlineData("Insecure", new[] { "_dmarc.com" })]
    [InlineData("Secure", new[] { "_dmarc.b.example.com" })]
    public async Task A_pass_is_as_secure_as_what_it_rests_on(string security, string[] insecure)
    {
        var resolver = new ScriptedResolver
        {
            Texts = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["_dmarc.example.com"] = ["v=DMARC1; p=reject"] },
            Insecure = insecure,
        };

        DmarcEvaluation evaluation = await DmarcEvaluator.EvaluateAsync(
            resolver, DomainName.Parse("example.com"), [Identifier(["Dkim", "Passed", "a.example.com"]), Identifier(["Dkim", "NotPassed", "b.example.com"])], Cancellation);

        Assert.Equal((DmarcResult.Pass, security), (evaluation.Result, evaluation.Security.ToString()));
    }

    [Fact]
    public async Task Many_signatures_cost_a_bounded_number_of_questions()
    {
        var resolver = new ScriptedResolver { Texts = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["_dmarc.example.com"] = ["v=DMARC1; p=reject"] } };
        AuthenticatedIdentifier[] signatures = [.. Enumerable.Range(0, 1000).Select(number => Identifier(["Dkim", "Passed", $"a.b.c.d.e.f.s{number}.example.com"]))];

        DmarcEvaluation evaluation = await DmarcEvaluator.EvaluateAsync(resolver, DomainName.Parse("example.com"), signatures, Cancellation);

        Assert.Equal(DmarcResult.Pass, evaluation.Result);
        Assert.InRange(resolver.Asked.Count, 1, (DmarcLimits.MaxIdentifierWalks + 1) * DmarcLimits.MaxWalkQueries);
        Assert.Equal(signatures.Length - DmarcLimits.MaxIdentifierWalks, evaluation.Alignments.Count(alignment => alignment.Outcome == AlignmentOutcome.NotExamined));
    }

    [Theory]
    [InlineData("", "None", null)]
    [InlineData("good.example", "Pass", "good.example")]
    [InlineData("good.example GOOD.example", "Pass", "good.example")]
    [InlineData("good.example bad.example", "Fail", "bad.example")]
    [InlineData("worse.example bad.example", "Fail", "worse.example")]
    [InlineData("good.example failing.example", "TempError", "failing.example")]
    [InlineData("good.example without.example", "None", "good.example")]
    [InlineData("a.example b.example c.example d.example bad.example", "PermError", "a.example")]
    [InlineData("bad.example a.example b.example c.example d.example", "Fail", "bad.example")]
    public async Task With_several_Author_Domains_the_strictest_that_fails_counts_Rfc9989_11_5(string authors, string result, string? governing)
    {
        var resolver = new ScriptedResolver
        {
            Texts = new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["_dmarc.good.example"] = ["v=DMARC1; p=reject"],
                ["_dmarc.bad.example"] = ["v=DMARC1; p=quarantine"],
                ["_dmarc.worse.example"] = ["v=DMARC1; p=reject"],
            },
            Fails = ["_dmarc.failing.example"],
        };

        DmarcMessageEvaluation evaluation = await DmarcEvaluator.EvaluateAsync(
            resolver, [.. authors.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(DomainName.Parse)], [Identifier(["Spf", "Passed", "good.example"])], Cancellation);

        Assert.Equal((result, governing), (evaluation.Result.ToString(), evaluation.Governing?.AuthorDomain.ToDisplayString()));
    }

    private static AuthenticatedIdentifier Identifier(string[] words) =>
        new(Enum.Parse<AuthenticationMechanism>(words[0]), DomainName.Parse(words[2]), Enum.Parse<IdentifierAuthentication>(words[1]));
}
