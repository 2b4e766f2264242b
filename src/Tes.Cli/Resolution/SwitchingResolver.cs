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
    private Task<string?>? _trouble;
    private long _troubleAsked;
    private readonly CancellationTokenSource _closing = new();
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

    /// <summary>How long it is believed what was found out about the resolver. Own choice: a few questions in each such span, and only where look-ups fail.</summary>
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
    /// <remarks>What was found counts for all look-ups, and for <see cref="FindingsLast"/>: long surveys outlive a resolver.</remarks>
    public Task<string?> FindTroubleAsync(CancellationToken cancellationToken)
    {
        lock (_access)
        {
            if (_trouble is null || (_trouble.IsCompleted && _time.GetElapsedTime(_troubleAsked) > FindingsLast && Volatile.Read(ref _replacement) is null))
            {
                _troubleAsked = _time.GetTimestamp();
                _trouble = Task.Run(SettleAsync, CancellationToken.None);
            }

            return _trouble.WaitAsync(cancellationToken);
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

    private async Task<string?> SettleAsync()
    {
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
