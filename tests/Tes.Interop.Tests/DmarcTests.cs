using Tes.Dns;
using Tes.Dns.Resolution;
using Tes.Interop.Tests.Dmarc;
using Tes.Interop.Tests.Names;
using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>DMARC evaluated beside OpenDMARC, on policies and results of SPF and DKIM made up from a seed, with BIND as name server.</summary>
public sealed class DmarcTests(TestInternet internet)
{
    // Sessions wait for name servers; more at once only wait for the processor.
    private const int AtOnce = 4;

    // Where OpenDMARC 1.4 says otherwise than RFC 9989, each in docs/divergences.md.
    private static readonly Divergence[] Known =
    [
        new("strict alignment", (message, ours, theirs) =>
            (message.Policy is "strict" or "strict-dkim" or "strict-spf" or "no-space" || message.Author.StartsWith("own.", StringComparison.Ordinal))
            && (ours.Result, theirs.Result) == ("fail", "pass") && ours.Policy == theirs.Policy),
        new("np", (message, ours, theirs) => message.Policy == "np" && ours.Result == theirs.Result && (ours.Policy, theirs.Policy) == ("reject", "none")),
        new("no policy", (message, ours, theirs) =>
            theirs.Result == "permerror" && (message.Policy == "no-policy" ? ours.Result == "none" : message.Policy is "no-policy-with-reports" or "wrong-policy-with-reports" && ours.Policy == "none")),
        new("version not first", (message, ours, theirs) => message.Policy == "version-later" && ours.Result == "none" && theirs.Policy == "reject"),
        new("space in the version", (message, ours, theirs) => message.Policy == "space-in-version" && ours.Policy == "reject" && theirs.Result == "none"),
        // It takes the record that comes first, and name servers rotate them.
        new("several records", (message, ours, _) => message.Policy switch
        {
            // Two are none; own. has one of its own, which then is the highest.
            "two" => message.Author.Contains("own.", StringComparison.Ordinal) ? ours.Result is "pass" or "fail" : ours.Result == "none",
            "beside-other-text" => ours.Policy == (message.Author.StartsWith("own.", StringComparison.Ordinal) ? "quarantine" : "reject"),
            _ => false,
        }),
        // Neither the Author Domain nor the one below the public suffix has a record.
        new("tree walk", (message, ours, theirs) => !DmarcPolicies.HasRecord(message.Policy) && message.Author.Contains("own.", StringComparison.Ordinal)
            && (theirs.Result == "none" || ours.Policy == theirs.Policy)),
    ];

    [Fact]
    public async Task Results_and_policies_are_those_of_OpenDMARC()
    {
        internet.Require();
        var policies = DmarcPolicies.Make(DkimPrivateKey.GenerateEd25519().ToRecordText());
        using var named = await PlainBind.StartAsync(internet.State, "dmarc-named", internet.Addresses.DmarcPolicies, policies.Zone);
        using var openDmarc = await OpenDmarc.StartAsync(internet.State, internet.Addresses.Milter, internet.Addresses.DmarcPolicies, DmarcPolicies.SuffixList);
        await using var resolver = LibraryResolver.Of(internet.Addresses.DmarcPolicies);
        var ours = new Verdict[policies.Messages.Count];
        var theirs = new Verdict[policies.Messages.Count];
        await Parallel.ForAsync(0, ours.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            ours[number] = await EvaluateAsync(resolver, policies.Messages[number]);
            var (result, policy) = await openDmarc.EvaluateAsync(policies.Messages[number]);
            theirs[number] = new Verdict(result, policy);
        });

        int[] different = [.. Enumerable.Range(0, ours.Length).Where(number => ours[number] != theirs[number])];
        string[] unknown = [.. different
            .Where(number => !Known.Any(known => known.Is(policies.Messages[number], ours[number], theirs[number])))
            .Select(number => $"{policies.Messages[number]}: {ours[number]}, and OpenDMARC says {theirs[number]}")];
        Assert.True(unknown.Length == 0, string.Join('\n', unknown));
        // That they agree says something only where they mostly do, where all results come up, and where what is listed is still so.
        Assert.InRange(ours.Length - different.Length, 200, ours.Length);
        Assert.Superset(new HashSet<string>(["pass", "fail", "none", "permerror"]), ours.Where((verdict, number) => verdict == theirs[number]).Select(verdict => verdict.Result).ToHashSet());
        Assert.All(Known, known => Assert.True(different.Any(number => known.Is(policies.Messages[number], ours[number], theirs[number])), known.Name));
    }

    private static async Task<Verdict> EvaluateAsync(IResolver resolver, DmarcMessage message)
    {
        List<AuthenticatedIdentifier> identifiers = [Identifier(AuthenticationMechanism.Spf, message.SpfDomain, message.SpfResult)];
        if (message.DkimDomain is { } domain)
        {
            identifiers.Add(Identifier(AuthenticationMechanism.Dkim, domain, message.DkimResult));
        }

        var evaluation = await DmarcEvaluator.EvaluateAsync(resolver, DomainName.Parse(message.Author), identifiers, TestContext.Current.CancellationToken);
        return new Verdict(Word(evaluation.Result), evaluation.Result is DmarcResult.Pass or DmarcResult.Fail ? Word(evaluation.Published) : "");
    }

    private static string Word(object? value) => value?.ToString()?.ToLowerInvariant() ?? "";

    private static AuthenticatedIdentifier Identifier(AuthenticationMechanism mechanism, string domain, string result) =>
        new(mechanism, DomainName.Parse(domain), result == "pass" ? IdentifierAuthentication.Passed : IdentifierAuthentication.NotPassed);

    /// <summary>The result, and the policy that applies; empty where none does.</summary>
    private sealed record Verdict(string Result, string Policy);

    /// <summary>A difference that is known.</summary>
    private sealed record Divergence(string Name, Func<DmarcMessage, Verdict, Verdict, bool> Is);
}
