using Tes.Interop.Tests.Running;
using Xunit;

namespace Tes.Interop.Tests.Dkim;

/// <summary>
/// Messages signed by us and by dkimpy, and mutations of them, verified by us, by dkimpy and by OpenDKIM (whose program for tests
/// signs with SHA-1 alone). Where the verdicts differ the difference is one that is known and explained here.
/// </summary>
[Collection(nameof(KeyResolver))]
public sealed class DkimTests(TestInternet internet)
{
    // The package is made for Debian's own interpreter.
    private const string Python = "/usr/bin/python3";

    // As many as dkim-peer.py makes.
    private const int Messages = 30;

    private static readonly string Peer = Path.Combine(AppContext.BaseDirectory, "dkim-peer.py");

    /// <summary>
    /// Mutations on which a peer says otherwise than we do, by peer, mutation and verdict of the peer; why.
    /// </summary>
    private static readonly Dictionary<(string Peer, string Mutation, string Verdict), string> Known = new()
    {
        // RFC 6376 §3.4.2 deletes white space before the colon.
        [("dkimpy", "space-in-name", "fail")] = "does not find a field with white space before its colon",
    };

    [Fact]
    public async Task Signatures_and_mutations_have_the_same_verdict_everywhere()
    {
        internet.Require();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tes-dkim-");
        try
        {
            await MakeAsync(folder.FullName);
            string[] names = [.. folder.GetFiles("*.eml").Select(file => file.Name).Order(StringComparer.Ordinal)];
            Assert.True(names.Length >= 200, $"only {names.Length} messages");
            var ours = await OursAsync(internet.Addresses.Keys, folder.FullName);
            var dkimpy = Read(await Command.RequireAsync(Python, [Peer, "verify", folder.FullName]));
            var openDkim = await OpenDkimAsync(internet.Addresses.Keys, folder.FullName);

            Assert.Equal(names, ours.Keys.Order(StringComparer.Ordinal));
            // What nobody has changed passes, whoever signed it.
            Assert.All(names.Where(name => name.Contains("~none", StringComparison.Ordinal)), name => Assert.True(ours[name] == "pass", name));
            Assert.Empty(Differences("dkimpy", ours, dkimpy).Concat(Differences("opendkim", ours, openDkim)));
            Assert.Contains(ours, verdict => verdict.Value == "fail");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Differences(string peer, Dictionary<string, string> ours, Dictionary<string, string> theirs) => ours
        .Where(verdict => theirs.GetValueOrDefault(verdict.Key) is var other && other != verdict.Value
            && !Known.ContainsKey((peer, verdict.Key.Split('~')[1].Replace(".eml", string.Empty, StringComparison.Ordinal), other ?? "nothing")))
        .Select(verdict => $"{verdict.Key}: {verdict.Value}, {peer} {theirs.GetValueOrDefault(verdict.Key) ?? "nothing"}");

    private static async Task MakeAsync(string folder)
    {
        string tes = string.Join(' ', TesProgram.CommandLine);
        string script = $$"""
            cd {{folder}}
            {{tes}} dkim key generate rsa.pem --bits 1024 --json | {{Python}} -c 'import json, sys; print("rsa._domainkey.signed.nord", json.load(sys.stdin)["record"])' > zone
            {{tes}} dkim key generate ed.pem --type ed25519 --json | {{Python}} -c 'import json, sys; print("ed._domainkey.signed.nord", json.load(sys.stdin)["record"])' >> zone
            echo 'revoked._domainkey.signed.nord v=DKIM1; p=' >> zone
            {{Python}} {{Peer}} make .
            """;
        await Command.RequireAsync("sh", ["-ec", script]);
        // In parts, each far below the limit of a command.
        foreach (string part in (string[])["00", "01"])
        {
            await Command.RequireAsync("sh", ["-ec", $$"""
                cd {{folder}}
                for plain in {{part}}*.plain; do
                    number=${plain%.plain}
                    case $number in *[02468]) key=rsa ;; *) key=ed ;; esac
                    case $number in *[0-4]) form=relaxed/relaxed ;; *) form=simple/simple ;; esac
                    {{tes}} dkim sign $plain --domain signed.nord --selector $key --key $key.pem --canonicalization $form > $number-tes.signed
                done
                """]);
        }

        await Command.RequireAsync(Python, [Peer, "mutate", folder]);
    }

    private static async Task<Dictionary<string, string>> OursAsync(string address, string folder)
    {
        string tes = string.Join(' ', TesProgram.CommandLine);
        await KeyResolver.WriteAnchorAsync(folder);
        const string One = "printf '%s %s\\n' \"$1\" \"$(eval \"$0\" dkim verify \"$1\" --json --resolver \"$2\" --trust-anchor anchor | tr -d ' \\n' | sed 's/.*\"result\":\"\\([a-z]*\\)\",\"from\".*/\\1/')\"";
        var verdicts = new Dictionary<string, string>(StringComparer.Ordinal);
        // In parts, each far below the limit of a command.
        for (int number = 0; number < Messages; number++)
        {
            foreach ((string name, string verdict) in Read(await KeyResolver.RunAsync(address, folder, $"ls {number:000}-*.eml | xargs -P 2 -I FILE sh -c '{One.Replace("'", "'\\''", StringComparison.Ordinal)}' '{tes}' FILE {address}")))
                verdicts.Add(name, verdict);
        }

        return verdicts;
    }

    private static async Task<Dictionary<string, string>> OpenDkimAsync(string address, string folder)
    {
        var verdicts = new Dictionary<string, string>(StringComparer.Ordinal);
        // In parts, each far below the limit of a command.
        for (int number = 0; number < Messages; number++)
        {
            string script = $"mount --bind resolv.conf /etc/resolv.conf; for file in {number:000}-*.eml; do if opendkim-testmsg < $file > /dev/null 2>&1; then echo $file pass; else echo $file fail; fi; done";
            foreach ((string name, string verdict) in Read(await KeyResolver.RunAsync(address, folder, script)))
                verdicts.Add(name, verdict);
        }

        return verdicts;
    }

    private static Dictionary<string, string> Read(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => parts[1] == "pass" ? "pass" : "fail", StringComparer.Ordinal);
}
