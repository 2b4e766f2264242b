using System.CommandLine;
using System.Net.Sockets;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Survey;
using Tes.Cli.Terminal;
using Tes.Resolver;
using Tes.Scan;
using Tes.Scan.Reports;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Politeness;
using Tes.Smtp;
using Tes.TransportSecurity.Mx;

namespace Tes.Cli.Test;

/// <summary>What a test runs on: a resolver, a way to mail servers, and the test itself.</summary>
internal sealed class TestNetwork : IAsyncDisposable
{
    // Own choice: what domains share is met again soon, and a survey goes through the rest once. The rest is to leave before the
    // collector comes, who would else carry it along: with three times as much a survey takes one part in twelve longer. The keys of
    // domains under test are not to leave, of which each may have its own.
    private const long SurveyCacheSize = 8 * 1024 * 1024;
    private const long SurveyCacheSizePerTest = 8 * 1024;

    // Own limit: some 40 MB; a list by rank meets the large providers over and over, and most other hosts once.
    private const int HostsKept = 5000;

    private readonly SwitchingResolver _resolver;
    private readonly AddressGate _gate;
    private readonly IAsyncDisposable? _beneath;
    private readonly PoliteProbe? _polite;
    private readonly SharedProbe? _shared;

    /// <param name="resolver">Who is asked and what is believed; ended with the network.</param>
    /// <param name="probeOptions">How servers are met.</param>
    /// <param name="testOptions">How domains are tested.</param>
    /// <param name="time">The clock.</param>
    /// <param name="realPort">The port that is connected to where a test means another; null for the same.</param>
    /// <param name="beneath">What the network stands on, ended with it.</param>
    /// <param name="politeness">For surveys: how servers are spared; domains with the same server share one session then. Null for single tests.</param>
    /// <param name="connections">Most connections to mail servers at once.</param>
    public TestNetwork(
        SwitchingResolver resolver, ProbeOptions probeOptions, DomainTestOptions testOptions, TimeProvider time, int? realPort = null, IAsyncDisposable? beneath = null,
        Politeness? politeness = null, int connections = AddressGate.DefaultConnections)
    {
        _beneath = beneath;
        _gate = new AddressGate(connections);
        _resolver = resolver;
        var probe = new SmtpProbe(probeOptions, _gate, time);
        AddressProbe session = (address, port, serverName, cancellationToken) => probe.ProbeAsync(address, realPort ?? port, serverName, cancellationToken);
        AddressProbe meet = session;
        if (politeness is not null)
        {
            _polite = new PoliteProbe(session, politeness.Limits, time);
            _shared = new SharedProbe(_polite.ProbeAsync, time);
            meet = politeness.Sharing == SessionSharing.EveryName ? _shared.ProbeUnderNameAsync : _shared.ProbeAsync;
            testOptions = testOptions with { OptOut = politeness.OptOut, HostsKept = HostsKept };
        }

        Test = new DomainTest(_resolver, meet, testOptions, time, _resolver.FindTroubleAsync, _shared is null ? null : _shared.ProbeUnderNameAsync);
    }

    public DomainTest Test { get; }

    /// <summary>DNS questions on the wire so far.</summary>
    public long QuestionsAsked => _resolver.QuestionsAsked;

    /// <summary>What was found to make look-ups impossible, one sentence; null where nothing was.</summary>
    public string? KnownTrouble => _resolver.KnownTrouble;

    /// <summary>Looks after trouble whether it is over; look-ups begin anew when it is.</summary>
    /// <returns>What still makes look-ups impossible, one sentence; null where nothing does any longer.</returns>
    public async Task<string?> BeginAnewAsync(CancellationToken cancellationToken)
    {
        string? trouble = await _resolver.BeginAnewAsync(cancellationToken);
        if (trouble is null)
            Test.ForgetHosts();
        return trouble;
    }

    /// <summary>Lets sessions that told nothing be held again, where they are shared.</summary>
    public void ForgetInconclusive()
    {
        _shared?.ForgetInconclusive();
        Test.ForgetInconclusive();
        _polite?.BeginPass();
    }

    /// <summary>SMTP sessions held so far, where they are shared.</summary>
    public int Sessions => _polite?.Sessions ?? 0;

    /// <summary>How look-ups were resolved so far.</summary>
    public ResolutionPath Resolution => _resolver.Path;

    /// <summary>The Internet, as the options say.</summary>
    /// <param name="lookup">How names are looked up.</param>
    /// <param name="smtp">How mail servers are met.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Takes what the user should know.</param>
    /// <param name="politeness">How servers are spared, for a survey; null for a test.</param>
    /// <param name="atOnce">Domains of a survey tested at once.</param>
    public static TestNetwork Open(LookupOptions lookup, SmtpOptions smtp, ParseResult parsed, CommandConsole console, Politeness? politeness = null, int atOnce = 1) => new(
        lookup.OpenResolver(
            parsed, FamilyOf(smtp.Families(parsed)), politeness?.QueryRate, console,
            politeness is null ? ResolverOptions.DefaultCacheSize : Math.Max(SurveyCacheSize, atOnce * SurveyCacheSizePerTest)),
        smtp.ReadProbe(parsed, lookup.Timeout(parsed)),
        new DomainTestOptions { Families = smtp.Families(parsed), Port = smtp.Port(parsed), Time = lookup.At(parsed), LooksUpPolicies = politeness is not null },
        console.Time,
        politeness: politeness);

    public async ValueTask DisposeAsync()
    {
        await _resolver.DisposeAsync();
        _gate.Dispose();
        if (_beneath is not null)
            await _beneath.DisposeAsync();
    }

    private static AddressFamily? FamilyOf(AddressFamilies families) => families switch
    {
        AddressFamilies.IPv4 => AddressFamily.InterNetwork,
        AddressFamilies.IPv6 => AddressFamily.InterNetworkV6,
        _ => null,
    };
}
