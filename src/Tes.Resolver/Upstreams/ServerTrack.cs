using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// How far one question has come with one server: what would be sent to it next. No clock and no socket are in here.
/// </summary>
internal sealed class ServerTrack(ServerLink link)
{
    // Own choice: a datagram lost twice may be too large for the path; then less is asked for, and then over TCP.
    private const int DatagramsBeforeSmall = 2;

    private readonly bool _datagrams = link.Server.Transport == UpstreamTransport.Datagram;
    private bool _streamBroken;
    private bool _streamUnderWay;
    private bool _truncated;
    private bool _cookieRenewed;

    public ServerLink Link { get; } = link;

    /// <summary>What to send next; null for nothing more.</summary>
    public Course? Next { get; private set; } = link.Server.Transport == UpstreamTransport.Datagram ? Course.Datagram : Course.Stream;

    /// <summary>Whether it is to be sent at once: the server is there and asks for it.</summary>
    public bool IsUrgent { get; private set; }

    /// <summary>Queries sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Waits that ended without a response.</summary>
    public int Silences { get; private set; }

    /// <summary>Whether options are left out.</summary>
    public bool WithoutOptions { get; private set; } = link.OptionsRefused;

    /// <summary>Whether UDP was found to be no way to it.</summary>
    public bool DatagramBroken { get; private set; }

    /// <summary>Whether this question had options refused, not an earlier one.</summary>
    public bool RefusedOptionsNow { get; private set; }

    /// <summary>What the server itself or the way to it made of the question.</summary>
    public LookupFailure? Failure { get; private set; }

    /// <summary>A query goes out.</summary>
    public void Send(Course course)
    {
        Sent++;
        IsUrgent = false;
        _streamUnderWay |= course == Course.Stream;
    }

    /// <summary>A wait has ended. Whatever was sent is still listened to.</summary>
    /// <param name="course">The course of what was waited for.</param>
    /// <param name="doubtful">Datagrams came that could not be believed.</param>
    /// <param name="connectionDead">The connection was given up.</param>
    public void WasSilent(Course course, bool doubtful, bool connectionDead)
    {
        Silences++;
        if (course == Course.Stream && connectionDead)
            _streamUnderWay = false;
        bool streamLeft = !_streamBroken && !_streamUnderWay;
        Next = course switch
        {
            _ when !_datagrams => streamLeft ? Course.Stream : null,
            _ when _truncated => streamLeft ? Course.Stream : null,
            Course.Datagram when doubtful && streamLeft => Course.Stream,
            Course.Datagram => Silences < DatagramsBeforeSmall ? Course.Datagram : Course.SmallDatagram,
            Course.SmallDatagram when streamLeft => Course.Stream,
            _ => Course.Datagram,
        };
    }

    /// <summary>Another question found the connection dead on which this one was under way.</summary>
    public void LostConnection()
    {
        _streamUnderWay = false;
        if (!_streamBroken && (!_datagrams || _truncated))
            Next = Course.Stream;
    }

    /// <summary>A truncated response over UDP (RFC 7766 §5: TCP then, where forging is harder and size does not matter).</summary>
    public void WasTruncated()
    {
        _truncated = true;
        if (!_streamUnderWay && !_streamBroken)
            AtOnce(Course.Stream);
        else
            Next = null;
    }

    /// <summary>RFC 7873 §5.3: BADCOOKIE brings the cookie that is good; it is tried once, and then TCP, which needs none.</summary>
    public void CookieWasBad(Course course)
    {
        if (course != Course.Stream && !_cookieRenewed)
        {
            _cookieRenewed = true;
            AtOnce(course);
        }
        else
        {
            WasTruncated();
        }
    }

    /// <summary>FORMERR to a query with options: once more without.</summary>
    public void OptionsWereRefused(Course course)
    {
        if (course == Course.Stream)
            _streamUnderWay = false;
        if (WithoutOptions)
        {
            // A second copy of the refusal, or the refusal of a query from before the first.
            if (course == Course.Stream && _truncated && !_streamBroken)
                AtOnce(Course.Stream);
            return;
        }

        RefusedOptionsNow = true;
        WithoutOptions = true;
        AtOnce(course);
    }

    /// <summary>The server answered that it will not or cannot.</summary>
    /// <param name="failure">What it said.</param>
    /// <param name="again">Where to ask again, for the bad luck of a moment; null to believe it.</param>
    public void Refused(LookupFailure failure, Course? again)
    {
        Failure = failure;
        Next = again;
    }

    /// <summary>The way to the server broke.</summary>
    public void Broke(Course course, LookupFailure failure)
    {
        Failure = failure;
        if (course == Course.Stream)
        {
            _streamBroken = true;
            _streamUnderWay = false;
            // Where the way over TCP was only tried because UDP was silent, UDP may still answer.
            Next = _datagrams && !_truncated && Silences > 0 && failure.Kind == LookupFailureKind.Unreachable ? Course.Datagram : null;
        }
        else
        {
            DatagramBroken = true;
            Next = _streamBroken || _streamUnderWay ? null : Course.Stream;
        }
    }

    private void AtOnce(Course course)
    {
        Next = course;
        IsUrgent = true;
    }
}
