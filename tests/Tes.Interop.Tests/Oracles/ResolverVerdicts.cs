using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Oracles;

/// <summary>
/// The verdicts of a validating resolver on many questions, each asked once. AD: secure; SERVFAIL, but an answer with CD: bogus; else insecure.
/// </summary>
internal sealed class ResolverVerdicts
{
    private readonly Task<Dictionary<(string, string), Verdict>> _verdicts;

    /// <param name="address">Of the resolver.</param>
    /// <param name="cases">All that will be asked.</param>
    public ResolverVerdicts(string address, IEnumerable<DnssecCase> cases) =>
        _verdicts = AskAllAsync(address, [.. cases.Select(@case => (@case.Name, @case.Type)).Distinct()]);

    /// <summary>What it said of a case.</summary>
    public async Task<Verdict> OfAsync(DnssecCase @case) => (await _verdicts)[(@case.Name, @case.Type)];

    private static async Task<Dictionary<(string, string), Verdict>> AskAllAsync(string address, (string, string)[] questions)
    {
        var answers = questions.Zip(await Dig.AskManyAsync(address, questions)).ToArray();
        // SERVFAIL means bogus only where there is an answer to be had without checking (CD).
        var failed = answers.Where(answer => answer.Second.Rcode == "SERVFAIL").Select(answer => answer.First).ToArray();
        var withoutChecking = failed.Zip(await Dig.AskManyAsync(address, failed, "+cdflag")).ToDictionary(answer => answer.First, answer => answer.Second);
        return answers.ToDictionary(
            answer => answer.First,
            answer => new Verdict(StateOf(answer.Second, withoutChecking.GetValueOrDefault(answer.First)), answer.Second.Rcode, answer.Second.Text));
    }

    private static string StateOf(Dig answer, Dig? withoutChecking) => answer switch
    {
        { Rcode: "NOERROR" or "NXDOMAIN", AuthenticData: true } => "secure",
        { Rcode: "NOERROR" or "NXDOMAIN" } => "insecure",
        { Rcode: "SERVFAIL" } when withoutChecking is { Rcode: "NOERROR" or "NXDOMAIN" } => "bogus",
        _ => $"no verdict ({answer.Rcode})",
    };
}
