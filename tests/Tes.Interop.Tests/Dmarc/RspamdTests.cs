using Tes.Interop.Tests.Names;
using Tes.Mail.Dkim;
using Xunit;

namespace Tes.Interop.Tests.Dmarc;

/// <summary>SPF, DKIM and DMARC of whole messages, as `tes mail verify` has them, beside rspamd, which looks up everything itself, with BIND as name server.</summary>
public sealed class RspamdTests(TestInternet internet)
{
    // Two programs are started for each message; more at once only wait for the processor.
    private const int AtOnce = 4;

    // Where rspamd 3.4 says otherwise than RFC 9989 of DMARC, each in docs/divergences.md; of SPF and DKIM it says the same.
    private static readonly Divergence[] Known =
    [
        new("white space around equals signs", (message, ours, theirs) =>
            message.Policy == "much-space" && ours.Dmarc is ("fail, reject" or "fail, quarantine") && theirs.Dmarc == "fail, none"),
        new("np", (message, ours, theirs) => message.Policy == "np" && (ours.Dmarc, theirs.Dmarc) == ("fail, reject", "fail, none")),
        // Two are none; own. has one of its own, which then is the highest.
        new("two records", (message, ours, theirs) => message.Policy == "two" && theirs.Dmarc == "permerror"
            && (message.Author.Contains("own.", StringComparison.Ordinal) ? ours.Dmarc is "pass" or "fail, quarantine" or "fail, reject" : ours.Dmarc == "none")),
        new("wrong policy", (message, ours, theirs) => message.Policy == "wrong-policy-with-reports" && ours.Dmarc is ("pass" or "fail, none") && theirs.Dmarc == "permerror"),
        new("wrong policy of subdomains", (message, ours, theirs) =>
            message.Policy == "wrong-sp" && message.Author == message.Organization && ours.Dmarc == "permerror" && theirs.Dmarc is ("pass" or "fail, reject")),
        // It asks for both records at once, and when the one that is not valid comes first it does not look at the Author Domain's own.
        new("wrong record above", (message, ours, theirs) =>
            message.Policy is ("two" or "wrong-policy" or "wrong-policy-with-reports" or "wrong-sp") && message.Author.StartsWith("own.", StringComparison.Ordinal)
            && ours.Dmarc is ("pass" or "fail, quarantine") && theirs.Dmarc == "permerror")
        {
            DependsOnTiming = true,
        },
        // Neither the Author Domain nor the one below the public suffix has a record.
        new("tree walk", (message, ours, theirs) => !DmarcPolicies.HasRecord(message.Policy) && message.Author.StartsWith("deep.own.", StringComparison.Ordinal)
            && ours.Dmarc is ("pass" or "fail, reject") && theirs.Dmarc == "none"),
    ];

    [Fact]
    public async Task Spf_Dkim_and_Dmarc_of_messages_are_those_of_rspamd()
    {
        internet.Require();
        // Smaller keys than people have: made at once, and accepted everywhere.
        var key = DkimPrivateKey.GenerateRsa(1024);
        var policies = DmarcPolicies.Make(key.ToRecordText());
        using var named = await PlainBind.StartAsync(internet.State, "rspamd-named", internet.Addresses.RspamdResolver, policies.Zone);
        using var rspamd = await Rspamd.StartAsync(internet.State, internet.Addresses.Rspamd, internet.Addresses.RspamdResolver, DmarcPolicies.SuffixList);
        var anchor = internet.State.Write("rspamd/anchor", LibraryResolver.UnrelatedAnchor);
        var folder = internet.State.CreateDirectory("rspamd", "messages");
        var ours = new Verdicts[policies.Messages.Count];
        var theirs = new Verdicts[policies.Messages.Count];
        await Parallel.ForAsync(0, ours.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var message = policies.Messages[number];
            var octets = SentMessage.Make(message, key);
            var file = Path.Combine(folder, $"{number}.eml");
            await File.WriteAllBytesAsync(file, octets, TestContext.Current.CancellationToken);
            ours[number] = await VerifyAsync(internet.Addresses.RspamdResolver, anchor, message, file);
            theirs[number] = Verdicts.Of(await rspamd.ScanAsync(number, octets, SentMessage.ClientOf(message.SpfResult), $"a@{message.SpfDomain}"));
        });

        int[] different = [.. Enumerable.Range(0, ours.Length).Where(number => ours[number] != theirs[number])];
        string[] unknown = [.. different
            .Where(number => !Known.Any(known => (ours[number].Spf, ours[number].DkimPasses) == (theirs[number].Spf, theirs[number].DkimPasses) && known.Is(policies.Messages[number], ours[number], theirs[number])))
            .Select(number => $"{policies.Messages[number]}: {ours[number]}, and rspamd says {theirs[number]}")];
        Assert.True(unknown.Length == 0, string.Join('\n', unknown));
        // That they agree says something only where they mostly do, where all results come up, and where what is listed is still so.
        Assert.InRange(ours.Length - different.Length, 200, ours.Length);
        var common = ours.Where((verdicts, number) => verdicts == theirs[number]).ToList();
        Assert.Superset(new HashSet<string>(["pass", "fail, none", "fail, quarantine", "fail, reject", "none", "permerror"]), common.Select(verdicts => verdicts.Dmarc).ToHashSet());
        Assert.Superset(new HashSet<string>(["pass", "fail", "softfail", "neutral", "none"]), common.Select(verdicts => verdicts.Spf).ToHashSet());
        Assert.Equal([false, true], common.Select(verdicts => verdicts.DkimPasses).Distinct().Order());
        Assert.All(Known.Where(known => !known.DependsOnTiming), known => Assert.True(different.Any(number => known.Is(policies.Messages[number], ours[number], theirs[number])), known.Name));
    }

    private static async Task<Verdicts> VerifyAsync(string server, string anchor, DmarcMessage message, string file)
    {
        var report = await TesProgram.RunAsync(
            server, anchor, "mail", "verify", file, "--ip", SentMessage.ClientOf(message.SpfResult), "--helo", "client.nord", "--mail-from", $"a@{message.SpfDomain}");
        var dmarc = report.Text("dmarc", "result");
        return new Verdicts(
            report.Text("spf", "result"),
            report.Json.GetProperty("dkim").EnumerateArray().Any(signature => signature.GetProperty("result").GetString() == "pass"),
            dmarc == "fail" ? $"fail, {report.Text("dmarc", "policy")}" : dmarc);
    }

    /// <param name="Spf">The result word.</param>
    /// <param name="DkimPasses">Whether the signature does.</param>
    /// <param name="Dmarc">The result word, of fail with the policy.</param>
    private sealed record Verdicts(string Spf, bool DkimPasses, string Dmarc)
    {
        private static readonly Dictionary<string, string> SpfWords = new(StringComparer.Ordinal)
        {
            ["R_SPF_ALLOW"] = "pass",
            ["R_SPF_FAIL"] = "fail",
            ["R_SPF_SOFTFAIL"] = "softfail",
            ["R_SPF_NEUTRAL"] = "neutral",
            ["R_SPF_NA"] = "none",
            ["R_SPF_PERMFAIL"] = "permerror",
            ["R_SPF_DNSFAIL"] = "temperror",
        };

        private static readonly Dictionary<string, string> DmarcWords = new(StringComparer.Ordinal)
        {
            ["DMARC_POLICY_ALLOW"] = "pass",
            ["DMARC_POLICY_REJECT"] = "fail, reject",
            ["DMARC_POLICY_QUARANTINE"] = "fail, quarantine",
            ["DMARC_POLICY_SOFTFAIL"] = "fail, none",
            ["DMARC_NA"] = "none",
            ["DMARC_BAD_POLICY"] = "permerror",
            ["DMARC_DNSFAIL"] = "temperror",
        };

        public static Verdicts Of(IReadOnlyList<string> symbols) => new(
            symbols.Select(symbol => SpfWords.GetValueOrDefault(symbol)).SingleOrDefault(word => word is not null) ?? "?",
            symbols.Contains("R_DKIM_ALLOW", StringComparer.Ordinal),
            symbols.Select(symbol => DmarcWords.GetValueOrDefault(symbol)).FirstOrDefault(word => word is not null) ?? "?");
    }

    /// <summary>A difference that is known.</summary>
    private sealed record Divergence(string Name, Func<DmarcMessage, Verdicts, Verdicts, bool> Is)
    {
        /// <summary>It need not come up.</summary>
        public bool DependsOnTiming { get; init; }
    }
}
