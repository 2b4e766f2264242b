using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Cli.Tests.Survey;

/// <summary>Many domains at few hosts, to be surveyed into archives.</summary>
internal static class ManyDomains
{
    public const int Many = 400;

    // Many domains at few hosts, as names below one zone.
    public static Scenario Internet => new()
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

    public static IEnumerable<string> Domains => Enumerable.Range(0, Many).Select(number => $"d{number}.signed.test")
        .Concat(["plain.test", "nomail.test", "failing.test", "bogus.test", "nothing.test"]);

    public static string List => string.Join('\n', Domains);

    public static async Task<CommandRun> SurveyFewAsync(string file)
    {
        await using TestInternet internet = await TestInternet.OfAsync(Internet);
        return await CommandRun.OfAsync(["scan", "-", "--archive", file, .. Unhurried(internet)], "d0.signed.test\nd1.signed.test\nplain.test\nnomail.test\nbogus.test\nfailing.test\n");
    }

    // No more than a busy machine can answer in time.
    public static string[] Unhurried(TestInternet internet) => ["--at-once", "4", .. internet.ResolverOptions, .. internet.SmtpOptions];
}
