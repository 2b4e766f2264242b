using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>A query on its way to one server over one course. Channels put what comes of it into the mailbox of whoever waits.</summary>
internal sealed class PendingQuery(Question question, ServerTrack track, Course course, Mailbox mailbox)
{
    private readonly Lock _lock = new();
    private bool _withdrawn;

    public Question Question { get; } = question;

    /// <summary>The server that it went to.</summary>
    public ServerTrack Track { get; } = track;

    public Course Course { get; } = course;

    /// <summary>Whether options that a server may not understand are left out; OPT itself never is, or no DNSSEC would come.</summary>
    public bool WithoutOptions { get; init; }

    /// <summary>ID on its channel.</summary>
    public ushort Id { get; set; }

    /// <summary>Time stamp of sending.</summary>
    public long SentAt { get; set; }

    /// <summary>Whether its time to a response says something of the server: not where a connection had to be made first.</summary>
    public bool MeasuresLatency { get; set; } = true;

    /// <summary>Where it is under way.</summary>
    public IQueryChannel? Channel { get; private set; }

    /// <summary>How often it was sent again because a connection in use was closed.</summary>
    public int Resends { get; set; }

    /// <summary>The COOKIE option that it was sent with.</summary>
    public byte[] Cookie { get; set; } = [];

    /// <summary>Whether datagrams came that were unreadable, or lacked the cookie: by a forger, or by a server whom only TCP can make out.</summary>
    public bool Doubtful { get; set; }

    public void Post(Arrival arrival) => mailbox.Post(arrival);

    /// <summary>It goes out over <paramref name="channel"/>, which has registered it.</summary>
    /// <returns>False when nobody waits for it any more: then it is not to be sent, and not to stay registered.</returns>
    public bool TryAttach(IQueryChannel channel)
    {
        lock (_lock)
        {
            if (_withdrawn)
                return false;
            Channel = channel;
            return true;
        }
    }

    /// <summary>Nobody waits for it any more: it leaves its channel, and goes to no other.</summary>
    public void Withdraw()
    {
        IQueryChannel? channel;
        lock (_lock)
        {
            _withdrawn = true;
            channel = Channel;
        }

        channel?.Withdraw(this);
    }
}
