using System.CommandLine;
using Tes.Cli.Options;
using Tes.Resolver;
using Tes.Scan;
using Tes.Smtp;

namespace Tes.Cli.Test;

/// <summary>What a test runs on: a resolver, a way to mail servers, and the test itself.</summary>
internal sealed class TestNetwork : IAsyncDisposable
{
    private readonly ValidatingResolver _resolver;
    private readonly AddressGate _gate = new();
    private readonly ResolverOptions _options;
    private readonly IAsyncDisposable? _beneath;
    private readonly Lazy<Task<string?>> _trouble;
    private readonly CancellationTokenSource _closing = new();

    /// <param name="options">Who is asked and what is believed.</param>
    /// <param name="probeOptions">How servers are met.</param>
    /// <param name="testOptions">How domains are tested.</param>
    /// <param name="time">The clock.</param>
    /// <param name="realPort">The port that is connected to where a test means another; null for the same.</param>
    /// <param name="beneath">What the network stands on, ended with it.</param>
    public TestNetwork(
        ResolverOptions options, ProbeOptions probeOptions, DomainTestOptions testOptions, TimeProvider time, int? realPort = null, IAsyncDisposable? beneath = null)
    {
        _beneath = beneath;
        _options = options;
        _resolver = new ValidatingResolver(options, time);
        _trouble = new Lazy<Task<string?>>(FindTroubleAsync);
        var probe = new SmtpProbe(probeOptions, _gate, time);
        Test = new DomainTest(
            _resolver,
            (address, port, serverName, cancellationToken) => probe.ProbeAsync(address, realPort ?? port, serverName, cancellationToken),
            testOptions,
            time,
            cancellationToken => _trouble.Value.WaitAsync(cancellationToken));
    }

    public DomainTest Test { get; }

    /// <summary>DNS questions on the wire so far.</summary>
    public long QuestionsAsked => _resolver.Statistics.QuestionsAsked;

    /// <summary>The Internet, as the options say.</summary>
    public static TestNetwork Open(LookupOptions lookup, SmtpOptions smtp, ParseResult parsed, TimeProvider time) => new(
        lookup.ReadResolver(parsed),
        smtp.ReadProbe(parsed, lookup.Timeout(parsed)),
        new DomainTestOptions { Families = smtp.Families(parsed), Port = smtp.Port(parsed), Time = lookup.At(parsed) },
        time);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _resolver.DisposeAsync();
        _gate.Dispose();
        _closing.Dispose();
        if (_beneath is not null)
            await _beneath.DisposeAsync();
    }

    // Once for all domains of a run: it is the same resolver.
    private async Task<string?> FindTroubleAsync() =>
        await ResolverCheck.RunAsync(_resolver, _options.TrustAnchors, _closing.Token) is ResolverCheckResult.Incapable incapable ? incapable.Cause : null;
}
