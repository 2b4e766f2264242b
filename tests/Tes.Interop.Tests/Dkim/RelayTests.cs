using System.Collections.Concurrent;
using Tes.Interop.Tests.Mail;
using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Running;
using Xunit;

namespace Tes.Interop.Tests.Dkim;

/// <summary>
/// Messages that Postfix passes on and OpenDKIM signs on the way, with the keys in BIND, verified by `tes mail verify`, by dkimpy and by OpenDKIM: as they
/// arrive, which is what everybody verifies.
/// </summary>
public sealed class RelayTests(TestInternet internet)
{
    private const string Python = "/usr/bin/python3";

    // The program is started for each message; more at once only wait for the processor.
    private const int AtOnce = 4;

    [Fact]
    public async Task Mail_that_Postfix_relays_and_OpenDKIM_signs_has_the_same_verdict_everywhere()
    {
        internet.Require();
        var state = internet.State;
        var addresses = internet.Addresses;
        using var relay = new SigningRelay(state, addresses.RelayRsa, addresses.RelayEd25519);
        var keys = await relay.MakeKeysAsync();
        using var named = await PlainBind.StartAsync(state, "relay-named", addresses.RelayKeys, Zone(keys));
        using var sink = SmtpSink.Start(addresses.RelaySink);
        await relay.StartAsync(addresses.RelayKeys, addresses.RelaySink, sink.Port);

        foreach (var (selector, address) in relay.Services)
        {
            await SmtpSource.SendAsync(address, RelayedMessages.All.Select(message => ($"{message.Name}-{selector}", message.Octets)));
        }

        await Waiting.UntilAsync(() => sink.Messages.Count == relay.Services.Count * RelayedMessages.All.Count);
        var folder = state.CreateDirectory("relay", "messages");
        foreach (var (name, octets) in sink.Messages)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.eml"), octets, TestContext.Current.CancellationToken);
        }

        var ours = await OursAsync(state, addresses.RelayKeys, folder, sink.Messages.Keys);
        await File.WriteAllLinesAsync(Path.Combine(folder, "zone"), keys.Select(key => $"{key.Key}._domainkey.{SigningRelay.Domain} {key.Value}"), TestContext.Current.CancellationToken);
        var dkimpy = Read(await Command.RequireAsync(Python, [Path.Combine(AppContext.BaseDirectory, "dkim-peer.py"), "verify", folder]));
        var openDkim = new Dictionary<string, string>(StringComparer.Ordinal);
        // In parts, each far below the limit of a command.
        foreach (var (selector, _) in relay.Services)
        {
            foreach (var (name, verdict) in await OpenDkimAsync(folder, selector, addresses.RelayKeys))
            {
                openDkim.Add(name, verdict);
            }
        }

        Assert.All(ours, verdict => Assert.True((verdict.Value == "pass") != verdict.Key.StartsWith(RelayedMessages.Broken, StringComparison.Ordinal), $"{verdict.Key}: {verdict.Value}"));
        Assert.Equal(ours.Count, dkimpy.Count);
        Assert.Equal(ours.Count, openDkim.Count);
        Assert.Empty(ours.Where(verdict => dkimpy[verdict.Key] != verdict.Value).Select(verdict => $"{verdict.Key}: {verdict.Value}, and dkimpy says {dkimpy[verdict.Key]}"));
        Assert.Empty(ours.Where(verdict => openDkim[verdict.Key] != verdict.Value).Select(verdict => $"{verdict.Key}: {verdict.Value}, and OpenDKIM says {openDkim[verdict.Key]}"));
    }

    // By the signature of the relay. DMARC rests on it alone, as SPF authenticates another domain.
    private static async Task<Dictionary<string, string>> OursAsync(StateDirectory state, string server, string folder, IEnumerable<string> names)
    {
        var anchor = state.Write("relay/anchor", LibraryResolver.UnrelatedAnchor);
        var verdicts = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (name, _) =>
        {
            var report = await TesProgram.RunAsync(
                server, anchor, "mail", "verify", Path.Combine(folder, $"{name}.eml"), "--ip", "127.0.0.1", "--helo", "relay.nord", "--mail-from", "bounces@elsewhere.nord");
            var signature = Assert.Single(report.Json.GetProperty("dkim").EnumerateArray(), signature => signature.GetProperty("domain").GetString() == SigningRelay.Domain);
            Assert.Equal(name.EndsWith("-rsa", StringComparison.Ordinal) ? "rsa-sha256" : "ed25519-sha256", signature.GetProperty("algorithm").GetString());
            var result = signature.GetProperty("result").GetString()!;
            Assert.Equal(("none", result, "reject", "none"), (report.Text("spf", "result"), report.Text("dmarc", "result"), report.Text("dmarc", "policy"), report.Text("arc", "result")));
            verdicts[name] = result;
        });
        return new(verdicts, StringComparer.Ordinal);
    }

    // In a namespace of mounts, as it takes no other resolver than the system's.
    private static async Task<Dictionary<string, string>> OpenDkimAsync(string folder, string selector, string server)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "resolv.conf"), $"nameserver {server}\n");
        return Read(await Command.RequireAsync("unshare", ["-m", "sh", "-c", $"""
            cd {folder} && mount --bind resolv.conf /etc/resolv.conf
            for file in *-{selector}.eml; do if opendkim-testmsg < $file > /dev/null 2>&1; then echo $file pass; else echo $file fail; fi; done
            """]));
    }

    // Strings of a TXT record have 255 octets at most (RFC 1035 §3.3).
    private static string Zone(IReadOnlyDictionary<string, string> keys) => $"""
        $ORIGIN nord.
        $TTL 60
        @ SOA ns hostmaster 1 3600 600 86400 60
        @ NS ns
        ns A 127.0.0.1
        _dmarc.signed TXT "v=DMARC1; p=reject"
        {string.Join('\n', keys.Select(key => $"{key.Key}._domainkey.signed TXT {string.Join(' ', key.Value.Chunk(200).Select(chunk => $"\"{new string(chunk)}\""))}"))}

        """;

    private static Dictionary<string, string> Read(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0][..^".eml".Length], parts => parts[1], StringComparer.Ordinal);
}
