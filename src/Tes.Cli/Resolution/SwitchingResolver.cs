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
    private ValidatingResolver _first;
    private readonly Lock _access = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<string?>? _trouble;
    private Task<string?>? _next;
    private long _troubleAsked;
    private bool _isTroubleOver;
    private long _askedBefore;
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
    public long QuestionsAsked => Interlocked.Read(ref _askedBefore) + Volatile.Read(ref _first).Statistics.QuestionsAsked + (Volatile.Read(ref _replacement)?.Resolver.Statistics.QuestionsAsked ?? 0);

    /// <inheritdoc/>
    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken) =>
        _fallback is null || Volatile.Read(ref _replacement) is not null ? AskAsync(name, type, cancellationToken) : AskWithFallbackAsync(name, type, cancellationToken);

    /// <summary>What makes validated look-ups impossible, one sentence; null where nothing does, or no longer.</summary>
    /// <remarks>Trouble counts for all look-ups, and for <see cref="FindingsLast"/>. That there is none counts for nothing that goes wrong later.</remarks>
    public Task<string?> FindTroubleAsync(CancellationToken cancellationToken)
    {
        lock (_access)
        {
            bool isRunning = _trouble is { IsCompleted: false };
            bool isKnown = !_isTroubleOver && _trouble is { IsCompletedSuccessfully: true, Result: not null } && _time.GetElapsedTime(_troubleAsked) <= FindingsLast;
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

    /// <summary>
    /// Looks after trouble whether it is over, with nothing in the cache. When it is, all look-ups begin anew, those under way too: what
    /// failed or was bogus because of the resolver is kept no longer.
    /// </summary>
    /// <returns>What still makes validated look-ups impossible, one sentence; null where nothing does any longer.</returns>
    public async Task<string?> BeginAnewAsync(CancellationToken cancellationToken)
    {
        Replacement? replacement = Volatile.Read(ref _replacement);
        var anew = new ValidatingResolver(replacement is null ? _options : OwnOptions, _time);
        ValidatingResolver? unused = anew;
        try
        {
            if (await ResolverCheck.RunAsync(anew, _options.TrustAnchors, cancellationToken) is ResolverCheckResult.Incapable { Cause: var cause })
                return _fallback is null || replacement is not null ? cause : await FindTroubleAsync(cancellationToken);
            lock (_access)
            {
                // Else others were put in its place in the meantime, and work.
                if (Volatile.Read(ref _replacement) == replacement)
                {
                    unused = replacement?.Resolver ?? _first;
                    if (replacement is null)
                        Volatile.Write(ref _first, anew);
                    else
                        Volatile.Write(ref _replacement, replacement with { Resolver = anew });
                    _isTroubleOver = true;
                }
            }

            return null;
        }
        finally
        {
            Interlocked.Add(ref _askedBefore, unused.Statistics.QuestionsAsked);
            await unused.DisposeAsync();
        }
    }

    /// <summary>The same as far as it had to be found out for the look-ups so far; null otherwise.</summary>
    public string? KnownTrouble => Volatile.Read(ref _trouble) is { IsCompletedSuccessfully: true } settled ? settled.Result : null;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        ValidatingResolver first;
        Replacement? replacement;
        lock (_access)
            (first, replacement) = (_first, _replacement);
        await first.DisposeAsync();
        if (replacement is not null)
            await replacement.Resolver.DisposeAsync();
        _closing.Dispose();
    }

    private ResolverOptions OwnOptions => _options with { Upstreams = [], Iteration = _fallback };

    private ValidatingResolver Now => Volatile.Read(ref _replacement)?.Resolver ?? Volatile.Read(ref _first);

    private async ValueTask<Answer> AskWithFallbackAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        Answer answer = await AskAsync(name, type, cancellationToken);
        // What is secure, or proven to be insecure, is so whoever passed it on.
        if (answer is not (Answer.Bogus or Answer.Failed))
            return answer;
        await FindTroubleAsync(cancellationToken);
        return Volatile.Read(ref _replacement) is not null ? await AskAsync(name, type, cancellationToken) : answer;
    }

    private async ValueTask<Answer> AskAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        while (true)
        {
            ValidatingResolver asked = Now;
            try
            {
                return await asked.ResolveAsync(name, type, cancellationToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException && asked != Now && !cancellationToken.IsCancellationRequested)
            {
                // Another has its place: that one is asked.
            }
        }
    }

    private void Begin(Task<string?> finding)
    {
        _trouble = finding;
        _isTroubleOver = false;
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
        ValidatingResolver judged;
        bool isReplaced;
        lock (_access)
            (judged, isReplaced) = (_first, _replacement is not null);
        if (await ResolverCheck.RunAsync(new Asked(this), _options.TrustAnchors, _closing.Token) is not ResolverCheckResult.Incapable { Cause: var cause })
            return null;
        if (isReplaced || _fallback is null)
            return cause;
        var own = new ValidatingResolver(OwnOptions, _time);
        ValidatingResolver? unused = own;
        try
        {
            if (!await IsCapableAsync(own))
                return cause;
            lock (_access)
            {
                // The system's resolver was found to work again in the meantime, or others stand in for it already; or nobody asks any longer.
                if (_first != judged || _replacement is not null || _closing.IsCancellationRequested)
                    return null;
                Volatile.Write(ref _replacement, new Replacement(own, cause));
                unused = null;
            }
        }
        finally
        {
            if (unused is not null)
            {
                Interlocked.Add(ref _askedBefore, unused.Statistics.QuestionsAsked);
                await unused.DisposeAsync();
            }
        }

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

    /// <summary>Whoever is asked now.</summary>
    private sealed class Asked(SwitchingResolver switching) : IResolver
    {
        public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken) => switching.AskAsync(name, type, cancellationToken);
    }

    private sealed record Replacement(ValidatingResolver Resolver, string Cause);
}
