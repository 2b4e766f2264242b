using Tes.Interop.Tests.Running;
using Xunit;

namespace Tes.Interop.Tests.Dkim;

/// <summary>
/// Chains sealed by us, by dkimpy, and by both in turn, and mutations of them, verified by us and by dkimpy. Where the verdicts differ
/// the difference is one that is known and explained here.
/// </summary>
[Collection(nameof(KeyResolver))]
public sealed class ArcTests(TestInternet internet)
{
    // The package is made for Debian's own interpreter.
    private const string Python = "/usr/bin/python3";

    private const string Options = "--domain signed.nord --selector rsa --key rsa.pem --authserv-id mx.signed.nord --trust-anchor anchor";

    // Who seals, in turn: t is ours, d is dkimpy; each for a message of its own.
    private static readonly string[] Chains = ["t", "d", "tt", "dd", "td", "dt", "tdt", "dtd"];

    private static readonly string Peer = Path.Combine(AppContext.BaseDirectory, "arc-peer.py");

    /// <summary>Mutations on which dkimpy says otherwise than we do, with its verdict; why.</summary>
    private static readonly Dictionary<(string Mutation, string Verdict), string> Known = new()
    {
        // RFC 8617 §5.2 knows no ARC field outside of a set; who passes it over can be shown one that others read.
        [("nonsense-above", "pass")] = "passes over a field without instance",
        [("results-above", "pass")] = "passes over a field without instance",
    };

    [Fact]
    public async Task Chains_and_mutations_have_the_same_verdict_at_dkimpy()
    {
        internet.Require();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tes-arc-");
        try
        {
            await MakeAsync(internet.Addresses.Keys, folder.FullName);
            string[] names = [.. folder.GetFiles("*.eml").Select(file => file.Name).Order(StringComparer.Ordinal)];
            Assert.True(names.Length >= 50, $"only {names.Length} messages");
            var ours = await OursAsync(internet.Addresses.Keys, folder.FullName);
            var dkimpy = Read(await Command.RequireAsync(Python, [Peer, "verify", folder.FullName]));

            Assert.Equal(names, ours.Keys.Order(StringComparer.Ordinal));
            // What nobody has changed passes, whoever sealed it.
            Assert.Equal(Chains.Length, names.Count(name => name.Contains("~none.eml", StringComparison.Ordinal)));
            Assert.All(names.Where(name => name.Contains("~none.eml", StringComparison.Ordinal)), name => Assert.True(ours[name] == "pass", name));
            Assert.Empty(Differences(ours, dkimpy));
            // What is listed is still so.
            Assert.All(Known.Keys, known => Assert.Contains(ours, verdict => MutationOf(verdict.Key) == known.Mutation && verdict.Value != known.Verdict && dkimpy.GetValueOrDefault(verdict.Key) == known.Verdict));
            Assert.Contains(ours, verdict => verdict.Value == "fail");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Differences(Dictionary<string, string> ours, Dictionary<string, string> theirs) => ours
        .Where(verdict => theirs.GetValueOrDefault(verdict.Key) is var other && other != verdict.Value
            && !Known.ContainsKey((MutationOf(verdict.Key), other ?? "nothing")))
        .Select(verdict => $"{verdict.Key}: {verdict.Value}, dkimpy {theirs.GetValueOrDefault(verdict.Key) ?? "nothing"}");

    private static string MutationOf(string name) => name.Split('~')[1].Replace(".eml", string.Empty, StringComparison.Ordinal);

    private static async Task MakeAsync(string address, string folder)
    {
        string tes = string.Join(' ', TesProgram.CommandLine);
        await KeyResolver.WriteAnchorAsync(folder);
        await Command.RequireAsync("sh", ["-ec", $$"""
            cd {{folder}}
            {{tes}} dkim key generate rsa.pem --bits 1024 --json | {{Python}} -c 'import json, sys; print("rsa._domainkey.signed.nord", json.load(sys.stdin)["record"])' > zone
            echo 'revoked._domainkey.signed.nord v=DKIM1; p=' >> zone
            {{Python}} {{Peer}} make .
            """]);
        IEnumerable<string> seals = Chains.SelectMany((chain, number) => chain
            .Select(sealer => sealer == 't' ? $"{tes} arc seal message {Options} --resolver {address} > next" : $"{Python} {Peer} seal . message > next")
            .SelectMany(seal => (string[])[seal, "mv next message"])
            .Prepend($"cp {number:000}.plain message")
            .Append($"mv message {number:000}-{chain}.sealed"));
        await KeyResolver.RunAsync(address, folder, "set -e\n" + string.Join('\n', seals));
        await Command.RequireAsync(Python, [Peer, "mutate", folder]);
    }

    private static async Task<Dictionary<string, string>> OursAsync(string address, string folder)
    {
        string tes = string.Join(' ', TesProgram.CommandLine);
        const string One = "printf '%s %s\\n' \"$1\" \"$(eval \"$0\" arc verify \"$1\" --json --resolver \"$2\" --trust-anchor anchor | tr -d ' \\n' | sed 's/.*\"result\":\"\\([a-z]*\\)\",\"temporary\".*/\\1/')\"";
        var verdicts = new Dictionary<string, string>(StringComparer.Ordinal);
        // In parts, each far below the limit of a command.
        for (int number = 0; number < Chains.Length; number++)
        {
            foreach ((string name, string verdict) in Read(await KeyResolver.RunAsync(address, folder, $"ls {number:000}-*.eml | xargs -P 2 -I FILE sh -c '{One.Replace("'", "'\\''", StringComparison.Ordinal)}' '{tes}' FILE {address}")))
                verdicts.Add(name, verdict);
        }

        return verdicts;
    }

    private static Dictionary<string, string> Read(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
}
