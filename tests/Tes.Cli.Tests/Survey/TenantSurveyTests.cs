using System.Globalization;
using System.Text.Json;
using Tes.Dns;
using Tes.Scan.Survey.Archive;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Xunit;
using static Tes.Cli.Tests.Survey.ManyDomains;

namespace Tes.Cli.Tests.Survey;

/// <summary>Surveys of a provider that gives each customer (tenant) an MX host name of its own and shows one certificate to all.</summary>
public sealed class TenantSurveyTests
{
    private const int Tenants = 60;

    // t1 has right TLSA records, t2 has wrong ones, and a CNAME leads to t1.
    private static Scenario Internet => new()
    {
        Zones =
        [
            Zone.At("test."),
            Zone.At("provider.test.", $"""
                *._tcp.t1.mail TLSA 3 1 1 {KeyDigest("mx.provider.test")}
                *._tcp.t2.mail TLSA 3 1 1 {KeyDigest("another.test")}
                alias.mail CNAME t1.mail
                """),
            Zone.At("tenants.test.", string.Join('\n', Enumerable.Range(0, Tenants).Select(tenant => $"d{tenant} MX 10 t{tenant}.mail.provider.test.").Append("alias MX 10 alias.mail.provider.test."))),
        ],
        Hosts =
        [
            SmtpHost.Normal("mx.provider.test.") with
            {
                AddressCount = 2,
                Certificate = ServerCertificate.PrivateCa with { Names = ["*.mail.provider.test"] },
                OtherNames = [DomainName.Parse("*.mail.provider.test"), DomainName.Parse("t1.mail.provider.test"), DomainName.Parse("t2.mail.provider.test")],
            },
        ],
    };

    private static string List => string.Join('\n', Enumerable.Range(0, Tenants).Select(tenant => $"d{tenant}.tenants.test").Append("alias.tenants.test"));

    [Fact]
    public async Task What_tenants_share_is_one_session_in_the_archive_and_is_judged_for_each()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Internet);
        string file = folder.File("a.duckdb");
        string[] scan = ["scan", "-", "--json", "--archive", file, .. Unhurried(internet)];
        int shared = SessionsOf(await CommandRun.OfAsync(scan, List)), all = SessionsOf(await CommandRun.OfAsync([.. scan, "--every-name"], List));
        Assert.Equal(2 * Tenants, all);
        // At each address three, the 8th, the 16th and the 32nd, and t1 and t2 if they are none of those.
        Assert.InRange(shared, 2 * 6, 2 * 8);
        Assert.Equal("Judged run 1 again as run 3; compare: tes scan diff 1 3\n", (await CommandRun.OfAsync("scan", "judge", "1", "--archive", file)).Output);
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        // It may change results, so a survey is not resumed without it.
        Assert.Equal([false, true], new[] { 1, 2 }.Select(run => archive.Run(run).Description.Options.Contains("--every-name", StringComparison.Ordinal)));
        Assert.Equal([shared, all, shared], Enumerable.Range(1, 3).Select(run => (int)archive.Read(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM sessions WHERE run = {run}"), row => row.GetInt64(0))[0]));
        Assert.Equal(
            ["alias.tenants.test", "d1.tenants.test"],
            archive.Read("SELECT domain FROM domains WHERE run = 1 AND delivery = 'verified' ORDER BY domain", row => row.GetString(0)));
        Assert.Equal(["d2.tenants.test"], archive.Read("SELECT domain FROM domains WHERE run = 1 AND delivery = 'defer'", row => row.GetString(0)));
        foreach (int other in new[] { 2, 3 })
        {
            foreach ((string table, string excluded) in new[] { ("domains", "run, lookups, tested, seconds"), ("domain_hosts", "run"), ("domain_addresses", "run, session"), ("findings", "run"), ("addresses", "run") })
            {
                string first = $"SELECT * EXCLUDE ({excluded}) FROM {table} WHERE run = 1", second = string.Create(CultureInfo.InvariantCulture, $"SELECT * EXCLUDE ({excluded}) FROM {table} WHERE run = {other}");
                Assert.Equal(0, archive.Read($"SELECT count(*) FROM (({first} EXCEPT ALL {second}) UNION ALL ({second} EXCEPT ALL {first}))", row => row.GetInt64(0))[0]);
            }
        }

        // Who shares is told by the name of the session; the one whose records do not match has its own, and so has the one behind the alias.
        Assert.Equal(
            [("alias.mail.provider.test", "t1.mail.provider.test"), ("t2.mail.provider.test", "t2.mail.provider.test")],
            archive.Read(
                "SELECT DISTINCT a.host, s.server_name FROM domain_addresses a JOIN sessions s USING (run, session) WHERE run = 1 AND a.host IN ('alias.mail.provider.test', 't2.mail.provider.test') ORDER BY 1",
                row => (row.GetString(0), row.GetString(1))));
        string sharing = "FROM domain_addresses a JOIN sessions s USING (run, session) WHERE s.server_name <> a.host AND a.host NOT LIKE 'alias%'";
        Assert.Equal(
            [(1, true), (3, true)],
            archive.Read($"SELECT run, count(*) > 80 {sharing} GROUP BY run ORDER BY run", row => (row.GetInt32(0), row.GetBoolean(1))));
    }

    private static int SessionsOf(CommandRun run)
    {
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.GetProperty("smtpSessions").GetInt32();
    }

    // The same seed as the test net's own, the same key.
    private static string KeyDigest(string host) =>
        Convert.ToHexString(Tlsa.DaneEE.ToRdata(CertificateChain.Make(ServerCertificate.SelfSigned, host, TimeProvider.System.GetUtcNow(), "tes")).Span[3..]);
}
