using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Resolver;
using Tes.Resolver.Iteration;

namespace Tes.Cli.Resolution;

/// <summary>
/// The resolver of a command: the one that the options name, or authoritative servers in place of the system's resolver where
/// that does not carry DNSSEC. Both are validated alike, so that changing over never makes an answer weaker.
/// </summary>
internal sealed class SwitchingResolver : IResolver, IAsyncDisposable
{
    private readonly ResolverOptions _options;
    private readonly IterationOptions? _fallback;
    private readonly Action<string> _announce;
    private readonly TimeProvider _time;
    private readonly ValidatingResolver _first;
    private readonly Lock _access = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<string?>? _trouble;
    private Task<string?>? _next;
    private long _troubleAsked;
    private Replacement? _replacement;

    /// <param name="options">Whom to ask first and what is believed.</param>
    /// <param name="fallback">How authoritative servers are asked where that is of no use; null: never.</param>
    /// <param name="announce">Takes one line for the user when it comes to that.</param>
    /// <param name="time">The clock.</param>
    public SwitchingResolver(ResolverOptions options, IterationOptions? fallback, Action<string> announce, TimeProvider time)
    {
        _options = options;
        _fallback = fallback;
        _announce = announce;
        _time = time;
        _first = new ValidatingResolver(options, time);
    }

    /// <summary>
    /// How long it may take to find out whether authoritative servers can stand in. Own limit: where the network lets nothing out
    /// to port 53, a command must not wait for thirteen silent servers.
    /// </summary>
    public TimeSpan LongestTrial { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long trouble is believed. Own choice: a resolver that is out of order is left alone for that long.</summary>
    public static TimeSpan FindingsLast { get; } = TimeSpan.FromSeconds(4);

    /// <summary>Whom the look-ups ask now, and why.</summary>
    public ResolutionPath Path => Volatile.Read(ref _replacement) is { } replacement
        ? new ResolutionPath(ResolutionMode.Iterate, replacement.Cause)
        : new ResolutionPath(_options.Iteration is null ? ResolutionMode.Forward : ResolutionMode.Iterate, null);

    /// <summary>DNS questions on the wire so far.</summary>
    public long QuestionsAsked => _first.Statistics.QuestionsAsked + (Volatile.Read(ref _replacement)?.Resolver.Statistics.QuestionsAsked ?? 0);

    /// <inheritdoc/>
    public async ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _replacement) is { } replacement)
            return await replacement.Resolver.ResolveAsync(name, type, cancellationToken);
        Answer answer = await _first.ResolveAsync(name, type, cancellationToken);
        // What is secure, or proven to be insecure, is so whoever passed it on.
        if (_fallback is null || answer is not (Answer.Bogus or Answer.Failed))
            return answer;
        await FindTroubleAsync(cancellationToken);
        return Volatile.Read(ref _replacement) is { } found ? await found.Resolver.ResolveAsync(name, type, cancellationToken) : answer;
    }

    /// <summary>What makes validated look-ups impossible, one sentence; null where nothing does, or no longer.</summary>
    /// <remarks>Trouble counts for all look-ups, and for <see cref="FindingsLast"/>. That there is none counts for nothing that goes wrong later.</remarks>
    public Task<string?> FindTroubleAsync(CancellationToken cancellationToken)
    {
        lock (_access)
        {
            bool isRunning = _trouble is { IsCompleted: false };
            bool isKnown = _trouble is { IsCompletedSuccessfully: true, Result: not null } && _time.GetElapsedTime(_troubleAsked) <= FindingsLast;
            if (isRunning)
            {
                // That all was well before says nothing of what went wrong just now: only what begins from here on does.
                Task<string?> running = _trouble!;
                return (_next ??= Task.Run(() => SettleAfterAsync(running), CancellationToken.None)).WaitAsync(cancellationToken);
            }

            if (!isKnown)
                Begin(Task.Run(SettleAsync, CancellationToken.None));
            return _trouble!.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The same as far as it had to be found out for the look-ups so far; null otherwise.</summary>
    public string? KnownTrouble => Volatile.Read(ref _trouble) is { IsCompletedSuccessfully: true } settled ? settled.Result : null;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _first.DisposeAsync();
        if (_replacement is { } replacement)
            await replacement.Resolver.DisposeAsync();
        _closing.Dispose();
    }

    private void Begin(Task<string?> finding)
    {
        _trouble = finding;
        _troubleAsked = _time.GetTimestamp();
    }

    private async Task<string?> SettleAfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_access)
        {
            Begin(_next!);
            _next = null;
        }

        return await SettleAsync();
    }

    private async Task<string?> SettleAsync()
    {
        if (Volatile.Read(ref _replacement) is { } replacement)
            return await ResolverCheck.RunAsync(replacement.Resolver, _options.TrustAnchors, _closing.Token) is ResolverCheckResult.Incapable { Cause: var later } ? later : null;
        if (await ResolverCheck.RunAsync(_first, _options.TrustAnchors, _closing.Token) is not ResolverCheckResult.Incapable { Cause: var cause })
            return null;
        if (_fallback is null)
            return cause;
        var own = new ValidatingResolver(_options with { Upstreams = [], Iteration = _fallback }, _time);
        if (!await IsCapableAsync(own))
        {
            await own.DisposeAsync();
            return cause;
        }

        Volatile.Write(ref _replacement, new Replacement(own, cause));
        _announce($"the system's resolver is not used, authoritative servers are asked instead: {cause}");
        return null;
    }

    private async Task<bool> IsCapableAsync(ValidatingResolver own)
    {
        using var trial = new CancellationTokenSource(LongestTrial, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(trial.Token, _closing.Token);
        try
        {
            return await ResolverCheck.RunAsync(own, _options.TrustAnchors, ending.Token) is ResolverCheckResult.Capable;
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed record Replacement(ValidatingResolver Resolver, string Cause);
}
