using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// One question on its way through the upstreams until one of them answers or time is up. One query at a time is waited for;
/// when its wait ends, the next is sent, to another server where there is one, and all earlier ones are still listened to.
/// </summary>
internal sealed class QuestionAttempts : IDisposable
{
    // Own limit: a connection needs two or three round trips more than a datagram, and is retransmitted by TCP itself.
    private static readonly TimeSpan StreamWait = TimeSpan.FromSeconds(2);

    // Own limit: when one server says that it cannot, the others are waited for no longer than this.
    private static readonly TimeSpan SecondOpinion = TimeSpan.FromSeconds(2);

    // One answer that says "failure" may be the bad luck of a moment; where there is nobody else to ask, the second is believed.
    private const int MaxErrorResponses = 2;

    // Own limit: more queries than that for one question would be a flood.
    private const int MaxQueries = 16;

    private readonly Question _question;
    private readonly TimeProvider _time;
    private readonly QueryRate? _rate;
    private readonly Mailbox _mailbox;
    private readonly ServerTrack[] _tracks;
    private readonly List<PendingQuery> _sent = new(1);
    private readonly long _start;
    private readonly TimeSpan _timeout;
    private TimeSpan _deadline;
    private TimeSpan _due;
    private PendingQuery? _waitedFor;
    private LookupFailure? _last;

    /// <param name="question">What to ask.</param>
    /// <param name="servers">Whom to ask, best first.</param>
    /// <param name="timeout">Longest time for it all.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="rate">Has granted the first query; repetitions are charged to it. Null for no cap.</param>
    public QuestionAttempts(Question question, ReadOnlySpan<ServerLink> servers, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken, QueryRate? rate = null)
    {
        _question = question;
        _time = time;
        _rate = rate;
        _timeout = _deadline = timeout;
        _tracks = new ServerTrack[servers.Length];
        for (int i = 0; i < servers.Length; i++)
            _tracks[i] = new ServerTrack(servers[i]);
        _start = time.GetTimestamp();
        _mailbox = new Mailbox(time, cancellationToken);
    }

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The transport was closed.</exception>
    public async ValueTask<UpstreamResult> RunAsync()
    {
        while (true)
        {
            TimeSpan now = _time.GetElapsedTime(_start);
            if (now >= _deadline)
                break;
            if (_waitedFor is { } late && now >= _due)
                GiveUpWaitingFor(late, waitedInFull: true);
            if (_waitedFor is null || _tracks.Any(track => track.IsUrgent))
                SendNext(now);
            if (_waitedFor is null && _tracks.All(track => track.Next is null) && !IsAnyoneSilent)
                break;
            TimeSpan until = _waitedFor is null || _due > _deadline ? _deadline : _due;
            if (await _mailbox.NextAsync(until - now).ConfigureAwait(false) is { } arrival && Take(arrival) is { } result)
                return result;
        }

        if (_waitedFor is { } unanswered)
            GiveUpWaitingFor(unanswered, waitedInFull: _timeout <= StreamWait);
        return new UpstreamResult.Failure(_last ?? TimedOut());
    }

    public void Dispose()
    {
        _mailbox.Dispose();
        foreach (PendingQuery query in _sent)
            query.Withdraw();
    }

    // A server that said nothing may still answer what it was sent.
    private bool IsAnyoneSilent => _tracks.Any(track => track.Failure is null);

    private void SendNext(TimeSpan now)
    {
        if (_sent.Count >= MaxQueries || Choose() is not { Next: { } course } track)
            return;
        track.Send(course);
        if (_sent.Count > 0)
            _rate?.Charge();
        var query = new PendingQuery(_question, track, course, _mailbox) { WithoutOptions = track.WithoutOptions };
        _sent.Add(query);
        TimeSpan wait = course == Course.Stream && StreamWait > track.Link.Health.Wait ? StreamWait : track.Link.Health.Wait;
        _waitedFor = query;
        _due = now + wait;
        track.Link.Send(query);
    }

    private ServerTrack? Choose()
    {
        ServerTrack? best = null;
        foreach (ServerTrack track in _tracks)
        {
            if (track.Next is null)
                continue;
            if (track.IsUrgent)
                return track;
            if (best is null || track.Sent < best.Sent)
                best = track;
        }

        return best;
    }

    // A connection is not given up for a wait that only the end of the question's time cut short: others may be on it.
    private void GiveUpWaitingFor(PendingQuery query, bool waitedInFull)
    {
        _waitedFor = null;
        ServerLink link = query.Track.Link;
        bool connectionDead = waitedInFull && query.Channel is StreamConnection connection && connection.CloseIfSilentSince(query);
        if (link.Health.WasSilent(query.SentAt) && query.Course != Course.Stream)
            link.RenewSockets(query.SentAt);
        query.Track.WasSilent(query.Course, query.Doubtful, connectionDead);
    }

    private UpstreamResult.Response? Take(Arrival arrival)
    {
        PendingQuery query = arrival.Query;
        if (ReferenceEquals(query, _waitedFor))
            _waitedFor = null;
        switch (arrival)
        {
            case Arrival.Reply { Response: var response }:
                return Judge(query, response);
            case Arrival.Breakage breakage:
                if (breakage.Kind == LookupFailureKind.Unreachable)
                    query.Track.Link.Health.Failed();
                // Who gives a connection up is not told of it, so this comes from another question.
                if (breakage.Kind == LookupFailureKind.Timeout)
                    query.Track.LostConnection();
                else
                    query.Track.Broke(query.Course, _last = Failure(breakage.Kind, Describe(query, breakage)));
                return null;
            default:
                throw new ObjectDisposedException(nameof(NetworkUpstreams));
        }
    }

    private UpstreamResult.Response? Judge(PendingQuery query, Message response)
    {
        ServerTrack track = query.Track;
        ServerLink link = track.Link;
        if (response.Flags.HasFlag(MessageFlags.Truncated) && query.Course == Course.Stream)
        {
            track.Broke(query.Course, _last = Failure(LookupFailureKind.Malformed, $"the resolver {link.Server} sent no readable DNS message for {_question}"));
            return null;
        }

        if (IsSound(response))
            link.Health.Answered(query.MeasuresLatency ? _time.GetElapsedTime(query.SentAt) : null);
        if (query.Course == Course.Stream && _sent.Exists(other => other.Track == track && other.Doubtful))
            link.Cookies.StopExpecting();
        if (response.Flags.HasFlag(MessageFlags.Truncated))
            track.WasTruncated();
        else if (response.ResponseCode == ResponseCode.BadCookie)
            BadCookie(query, response);
        else if (response.ResponseCode == ResponseCode.FormErr && !query.WithoutOptions)
            track.OptionsWereRefused(query.Course);
        else if (response.ResponseCode is ResponseCode.NoError or ResponseCode.NXDomain)
            return Accept(query, response);
        else
            Refuse(query, response);
        return null;
    }

    // The other codes say that the server will not or cannot work for us, whatever the question, or as yet; SERVFAIL is about
    // the name.
    private static bool IsSound(Message response) => response.ResponseCode is ResponseCode.NoError or ResponseCode.NXDomain or ResponseCode.ServFail;

    private static UpstreamResult.Response Accept(PendingQuery query, Message response)
    {
        // Only what was found out just now: else each answer would prolong the belief.
        if (query.WithoutOptions && query.Track.RefusedOptionsNow)
            query.Track.Link.RefusesOptions();
        return new UpstreamResult.Response(response);
    }

    private void BadCookie(PendingQuery query, Message response)
    {
        if (query.Course == Course.Stream)
        {
            Refuse(query, response);
            return;
        }

        _last = ErrorResponse.Describe(query.Track.Link.Server, _question, response);
        query.Track.CookieWasBad(query.Course);
    }

    private void Refuse(PendingQuery query, Message response)
    {
        ServerTrack track = query.Track;
        bool moment = response.ResponseCode == ResponseCode.ServFail;
        if (!moment)
            track.Link.Health.Failed();
        _last = ErrorResponse.Describe(track.Link.Server, _question, response);
        bool again = moment && _tracks.Length == 1 && track.Sent < MaxErrorResponses;
        track.Refused(_last, again ? query.Course : null);
        TimeSpan opinions = _time.GetElapsedTime(_start) + SecondOpinion;
        if (!again && opinions < _deadline)
            _deadline = opinions;
    }

    private string Describe(PendingQuery query, Arrival.Breakage breakage)
    {
        UpstreamServer server = query.Track.Link.Server;
        // Only where UDP works or was silent: a server that both ways are closed to cannot be reached at all.
        string over = query.Course == Course.Stream && server.Transport == UpstreamTransport.Datagram && !query.Track.DatagramBroken ? " over TCP" : "";
        return breakage.Kind == LookupFailureKind.Unreachable
            ? $"the resolver {server} cannot be reached{over}: {breakage.Reason}"
            : $"the resolver {server} is of no use{over} for {_question}: {breakage.Reason}";
    }

    private LookupFailure Failure(LookupFailureKind kind, string text) => new(kind, _question, text);

    private LookupFailure TimedOut() => Failure(
        LookupFailureKind.Timeout, $"no answer from {string.Join(", ", _tracks.Select(track => track.Link.Server))} for {_question} in time");
}
