using System.CommandLine;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Survey;
using Tes.Cli.Test;
using Tes.Resolver;
using Tes.Scan.Domains;
using Tes.Smtp;
using Tes.Testnet;
using Tes.Testnet.December2016;

namespace Tes.Cli.Lab;

/// <summary>The top 1000 of December 2016 as a network for a survey.</summary>
internal static class LabSurvey
{
    // Own choices. All of the lab is on this machine, which may have other work to do: only what is meant to be silent may run out of time.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromMinutes(1);

    // Own choice: both ends of each session are here, and none should wait long for a processor.
    private const int Connections = 16;

    /// <summary>The domains, by rank.</summary>
    public static IReadOnlyList<MailDomain> Domains => [.. TopThousand.Usual.Names.Select(LabNetwork.NameOf)];

    /// <summary>Starts the internet of December 2016 and a network on it for a survey.</summary>
    /// <exception cref="UsageException">An option points out of the lab.</exception>
    public static async Task<TestNetwork> OpenAsync(LookupOptions lookup, SmtpOptions smtp, ParseResult parsed, TimeProvider time, Politeness politeness)
    {
        LabNetwork.RequireNoWayOut(lookup, smtp, parsed);
        TimeSpan? timeout = lookup.Timeout(parsed);
        ProbeOptions probe = smtp.ReadProbe(parsed, timeout);
        if (timeout is null)
            probe = new ProbeOptions { EhloName = probe.EhloName, ConnectTimeout = ConnectTimeout, ReplyTimeout = ReplyTimeout, TotalTimeout = TotalTimeout };
        SimulatedInternet internet = await LabCommand.StartAsync(TopThousand.Usual.Scenario, time);
        ResolverOptions options = LabNetwork.Resolve(internet, lookup.At(parsed)) with { QueryRate = politeness.QueryRate };
        options = timeout is null
            ? options with { QuestionTimeout = LookupTimeout, LookupTimeout = LookupTimeout }
            : LookupOptions.WithTimeout(options, timeout);
        return new TestNetwork(
            new SwitchingResolver(options, null, _ => { }, time), probe, LabNetwork.TestOptions(lookup, smtp, parsed) with { LooksUpPolicies = true }, time, internet.Smtp.Port, internet, politeness, Connections);
    }
}
