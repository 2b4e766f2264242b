using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Oracles;
using Tes.Interop.Tests.Resolvers;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>One question, asked of the program and of others.</summary>
internal static class Comparison
{
    private const int MostRepeats = 5;

    /// <returns>What the oracles or the program say otherwise than the case expects.</returns>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(TestInternet internet, DnssecCase @case, IReadOnlyList<Oracle> oracles)
    {
        var ours = await AskAsync(internet, @case, Resolver.Unbound);
        var differences = new List<string>();
        Note(differences, @case, "tes", Word(@case.Security), ours.Text("security"), ours.Command.ToString());
        foreach (var oracle in oracles)
        {
            var verdict = await internet.Validators.AskAsync(oracle, @case);
            var expected = @case.Divergences.TryGetValue(oracle, out var divergence) && !(divergence.NotAlways && verdict.State == Word(@case.Security))
                ? divergence.OracleSays
                : Word(@case.Security);
            Note(differences, @case, oracle.ToString(), expected, verdict.State, verdict.Text);
            if (verdict.State is "secure" or "insecure" && verdict.Rcode is { } rcode)
            {
                Note(differences, @case, $"rcode of {oracle}", ours.Text("rcode"), rcode, verdict.Text);
            }
        }

        return differences;
    }

    /// <returns>Null when the program finds the expected state through that resolver.</returns>
    public static async Task<string?> ThroughAsync(TestInternet internet, DnssecCase @case, Resolver resolver)
    {
        var ours = await AskAsync(internet, @case, resolver);
        var differences = new List<string>();
        // What it withholds from one it may have in its cache for another.
        var withheld = @case.Through.TryGetValue(resolver, out var found) && ours.Text("security") == Word(found);
        Note(differences, @case, $"tes through {resolver}", Word(withheld ? found : @case.Security), ours.Text("security"), ours.Command.ToString());
        return differences.SingleOrDefault();
    }

    /// <summary>Fails the test when there are differences.</summary>
    public static void Demand(IReadOnlyList<string> differences) => Assert.True(differences.Count == 0, string.Join('\n', differences));

    /// <summary>Fails the test when there are differences, a text that has none when it is empty.</summary>
    public static void Demand(string differences) => Assert.True(differences.Length == 0, differences);

    /// <summary>
    /// Asks the program. Where the resolver fails, it is asked again: on a busy machine one takes a server for dead for a moment
    /// and answers SERVFAIL, which says nothing of the records that are compared.
    /// </summary>
    public static Task<TesReport> AskAsync(TestInternet internet, DnssecCase @case, Resolver resolver) =>
        AskAsync(internet, internet.Addresses.Of(resolver), @case.Name, @case.Type);

    /// <summary>The same of any name, with the resolver as `--resolver` has it.</summary>
    public static async Task<TesReport> AskAsync(TestInternet internet, string resolver, string name, string type)
    {
        var report = await OnceAsync();
        for (var again = 0; again < MostRepeats && report.Text("security") == "indeterminate"; again++)
        {
            report = await OnceAsync();
        }

        return report;

        Task<TesReport> OnceAsync() =>
            TesProgram.RunAsync(resolver, internet.TrustAnchorFile, "dns", "query", name, type);
    }

    private static string Word(Security security) => security.ToString().ToLowerInvariant();

    private static void Note(List<string> differences, DnssecCase @case, string who, string expected, string actual, string text)
    {
        if (expected != actual)
        {
            differences.Add($"{@case.Title} ({@case.Section}): {who} says {actual}, not {expected}\n{text}");
        }
    }
}
