using System.Globalization;
using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Running;
using Tes.Interop.Tests.Spf;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>SPF evaluated beside python3-spf, on policies and envelopes made up from a seed, with NSD as name server.</summary>
public sealed class SpfTests(TestInternet internet)
{
    // The program is started for each envelope; more at once only wait for the processor.
    private const int AtOnce = 4;

    [Fact]
    public async Task Results_and_explanations_are_those_of_python3_spf()
    {
        internet.Require();
        var policies = SpfPolicies.Make();
        var server = internet.Addresses.Policies;
        using var nsd = await StartAsync(internet.State, server, policies.Zone);
        var anchor = internet.State.Write("spf/anchor", LibraryResolver.UnrelatedAnchor);

        var theirs = await PythonSpf.EvaluateAsync(internet.State, server, policies.Envelopes);
        var ours = new TesReport[policies.Envelopes.Count];
        await Parallel.ForAsync(0, ours.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var envelope = policies.Envelopes[number];
            ours[number] = await TesProgram.RunAsync(
                server, anchor, "spf", "check", "--ip", envelope.Client, $"--helo={envelope.Helo}", $"--mail-from={envelope.MailFrom}");
        });

        string[] differences = [.. Enumerable.Range(0, ours.Length).Select(number => Difference(policies.Envelopes[number], ours[number], theirs[number])).OfType<string>()];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
        // That they agree says something only where all results come up.
        Assert.Superset(new HashSet<string>(["pass", "fail", "softfail", "neutral", "none", "permerror"]), ours.Select(report => report.Text("result")).ToHashSet());
    }

    /// <returns>What differs and is not listed in docs/divergences.md; null where nothing does.</returns>
    private static string? Difference(SpfEnvelope envelope, TesReport ours, (string Result, string Text) theirs)
    {
        var result = ours.Text("result");
        // It counts look-ups that find nothing, those of MX hosts and of the client's names, too; RFC 7208 §4.6.4 counts terms.
        var voidLookups = theirs is { Result: "permerror", Text: var text } && text.Contains("Void lookup limit", StringComparison.Ordinal)
            && ours.Json.GetProperty("voidLookups").GetInt32() <= 2;
        if (result != theirs.Result)
        {
            return voidLookups ? null : $"{envelope}: {result} ({ours.Text("reason")}), and python3-spf says {theirs.Result} ({theirs.Text})";
        }

        var explanation = ours.Json.GetProperty("explanation").GetString();
        // It writes the digits of IPv6 addresses in capitals; RFC 7208 §7.4 has small letters.
        return result == "fail" && explanation is not null && !string.Equals(explanation, theirs.Text, StringComparison.OrdinalIgnoreCase)
            ? $"{envelope}: explanation {explanation}, and python3-spf has {theirs.Text}"
            : null;
    }

    private static async Task<Daemon> StartAsync(StateDirectory state, string address, string zone)
    {
        state.Write("spf/zone", zone);
        var directory = state.PathOf("spf");
        var configuration = state.Write("spf/nsd.conf", string.Create(CultureInfo.InvariantCulture, $"""
            server:
              ip-address: {address}
              do-ip6: no
              server-count: 1
              username: ""
              chroot: ""
              zonesdir: "{directory}"
              pidfile: ""
              database: ""
              zonelistfile: "{directory}/zone.list"
              xfrdfile: "{directory}/xfrd.state"
              logfile: ""
              rrl-ratelimit: 0
            remote-control:
              control-enable: no
            zone:
              name: "."
              zonefile: "zone"

            """));
        var daemon = Daemon.Start(state, "spf-nsd", "nsd", "-d", "-c", configuration);
        await daemon.WaitAsync(() => Dig.ServesAsync(address, ["."]));
        return daemon;
    }
}
