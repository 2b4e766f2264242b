using System.Globalization;
using System.Text.Json;
using Tes.Scan.Survey.Archive;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Xunit;

namespace Tes.Cli.Tests.Survey;

public sealed class ScanArchiveTests
{
    private const int Many = 400;

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    // Many domains at few hosts, as names below one zone.
    private static Scenario Scenario => new()
    {
        Zones =
        [
            Zone.At("test."),
            Zone.At("hosting.test."),
            Zone.At("signed.test.", string.Join('\n', Enumerable.Range(0, Many).Select(number => $"d{number} MX 10 mx{number % 3}.hosting.test."))),
            Zone.At("plain.test.", "@ MX 10 mx") with { Signing = null },
            Zone.At("nomail.test.", "@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\""),
            Zone.At("failing.test.", "@ MX 10 mx") with { Faults = [new DnsFault(DnsFaultKind.ServFail)] },
            Zone.At("bogus.test.", "@ MX 10 mx") with { Faults = [new DnsFault(DnsFaultKind.BogusSignature)] },
        ],
        Hosts =
        [
            SmtpHost.Normal("mx0.hosting.test.") with { Tlsa = [Tlsa.DaneEE] },
            SmtpHost.Normal("mx1.hosting.test.") with { TlsVersions = [TlsVersion.Tls12], CapabilitiesBeforeTls = ["AUTH PLAIN\u0001\u00ff"] },
            SmtpHost.Normal("mx2.hosting.test."),
            SmtpHost.Normal("mx.plain.test.") with { StartTls = StartTlsSupport.NotOffered },
        ],
    };

    private static IEnumerable<string> Domains => Enumerable.Range(0, Many).Select(number => $"d{number}.signed.test")
        .Concat(["plain.test", "nomail.test", "failing.test", "bogus.test", "nothing.test"]);

    private static string List => string.Join('\n', Domains);

    [Fact]
    public async Task The_numbers_of_the_archive_are_those_of_a_survey_that_keeps_nothing()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        JsonElement kept = Numbers(await CommandRun.OfAsync(["scan", "-", "--json", "--archive", folder.File("a.duckdb"), .. Unhurried(internet)], List));
        JsonElement added = Numbers(await CommandRun.OfAsync(["scan", "-", "--json", "--no-archive", .. Unhurried(internet)], List));
        Assert.Equal(1, kept.GetProperty("run").GetInt32());
        foreach (string name in new[] { "domains", "withEmail", "supportingTls", "classes", "tlsVersions", "authBeforeStartTls", "dnssec", "dane", "servers" })
            Assert.Equal(added.GetProperty(name).GetRawText(), kept.GetProperty(name).GetRawText());
        Assert.Equal(Domains.Order(StringComparer.Ordinal), Archived(folder.File("a.duckdb"), 1));
        using SurveyArchive archive = SurveyArchive.OpenToRead(folder.File("a.duckdb"));
        Assert.NotNull(archive.Run(1).Finished);
        Assert.Equal([("absent", 2 + Many), ("published", 1), ("unknown", 2)], ArchivedSummary.Counts(archive, SurveyQueries.Dmarc, 1).OrderBy(known => known.Word, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_killed_at_any_moment_is_finished_with_each_domain_once()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        string list = folder.File("list"), file = folder.File("a.duckdb");
        await File.WriteAllTextAsync(list, List, Limit);
        string[] arguments = ["scan", list, "--archive", file, "--json", .. Unhurried(internet)];
        int killed = 0;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            using TesProcess scan = TesProcess.Start([.. arguments, .. Resume(file)]);
            using var changes = new FileChanges(folder.File(""));
            // Moments at which the archive is written, in each attempt another.
            if (await Task.WhenAny(scan.EndedAsync(Limit), changes.AfterAsync(3 + (7 * attempt), Limit)) is Task<int>)
                break;
            scan.Kill();
            await scan.EndAsync(Limit);
            killed++;
        }

        Assert.True(killed > 1, $"{killed} killed");
        using TesProcess last = TesProcess.Start([.. arguments, .. Resume(file)]);
        (int status, string output, string error) = await last.EndAsync(Limit);
        Assert.True(status == (int)ExitStatus.Good || error.Contains("is finished", StringComparison.Ordinal), error);
        Assert.Equal(Domains.Order(StringComparer.Ordinal), Archived(file, 1));
    }

    // No more than a busy machine can answer in time.
    private static string[] Unhurried(TestInternet internet) => ["--at-once", "4", .. internet.ResolverOptions, .. internet.SmtpOptions];

    private static string[] Resume(string file)
    {
        if (!File.Exists(file))
            return [];
        try
        {
            using SurveyArchive archive = SurveyArchive.OpenToRead(file);
            return archive.Runs().Count > 0 ? ["--resume"] : [];
        }
        catch (ArchiveException exception) when (exception.Fault == ArchiveFault.NotAnArchive)
        {
            // Killed before its tables were made.
            return [];
        }
    }

    private static IEnumerable<string> Archived(string file, int run)
    {
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        return archive.Read(string.Create(CultureInfo.InvariantCulture, $"SELECT domain FROM domains WHERE run = {run} ORDER BY domain"), row => row.GetString(0));
    }

    private static JsonElement Numbers(CommandRun run)
    {
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }
}
