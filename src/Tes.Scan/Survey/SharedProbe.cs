using System.Net;
using Tes.Scan.Reports;
using Tes.Scan.Survey.Politeness;
using Tes.Smtp;

namespace Tes.Scan.Survey;

/// <summary>
/// As few sessions as tell all about a server for all domains that it serves. Each address is met once; only where TLS is made,
/// once under each name, as another name may get another certificate, unless <see cref="OneCertificate"/> knows that it would not.
/// What a session came to is kept for <see cref="Lifetime"/>, also where it came to nothing: to try again for each domain would be
/// what busy servers put clients off for, and what makes dead ones hold up a survey.
/// </summary>
/// <param name="probe">Holds the sessions.</param>
/// <param name="time">The clock.</param>
public sealed class SharedProbe(AddressProbe probe, TimeProvider time)
{
    /// <summary>How long a session is believed, from its begin. Own choice: half the time that the look-ups of a host are (<see cref="SharedHosts.Lifetime"/>).</summary>
    public static readonly TimeSpan Lifetime = SharedHosts.Lifetime / 2;

    /// <summary>
    /// Most sessions that are kept. Own limit: at some 6 KiB, measured with certificates of authorities held once, about 90 MB. For a new one the one goes that no
    /// domain asked for the longest; a server that comes up again after that is met again.
    /// </summary>
    public const int MaxKept = 15_000;

    // No name: the first session with an address, under whatever name.
    private readonly RecentlyUsed<(IPAddress Address, int Port, string ServerName), Session> _sessions = new(MaxKept);
    // Apart from the sessions: that a server has several certificates is true beyond the life of one.
    private readonly RecentlyUsed<(IPAddress Address, int Port), OneCertificate> _servers = new(MaxKept);
    private readonly Turns<(IPAddress Address, int Port)> _learning = new(atOnce: 1);
    private readonly CertificatePool _certificates = new();
    private int _held;

    /// <summary>Sessions held so far.</summary>
    public int Sessions => Volatile.Read(ref _held);

    /// <summary>Sessions and servers that are remembered.</summary>
    internal int Kept => _sessions.Count + _servers.Count + _learning.Keys;

    /// <summary>
    /// The report of the session for an address and name. Matches <see cref="AddressProbe"/>. Where it is that of a session under another
    /// name, which got the one certificate that the server shows to all, <see cref="ProbeReport.HeldUnder"/> says so: no name gets a
    /// certificate so that is not for it.
    /// </summary>
    public async Task<ProbeReport> ProbeAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serverName);
        // RFC 4343: names are told apart without regard to case.
        string name = serverName.ToLowerInvariant();
        OneCertificate certificate = _servers.GetOrAdd((address, port), static () => new OneCertificate());
        Session first = await MeetAsync(address, port, name, certificate, cancellationToken).ConfigureAwait(false);
        if (IsForAll(first.Report, name) || _sessions.TryGet((address, port, name), out _))
            return await OfNameAsync(first, address, port, name, certificate, notBefore: 0, cancellationToken).ConfigureAwait(false);
        ProbeReport? known = certificate.Find(name);
        if (known is null && certificate.IsLearning(name))
        {
            using IDisposable? turn = await _learning.EnterAsync((address, port), cancellationToken).ConfigureAwait(false);
            // Those before may have learnt it.
            known = certificate.Find(name) ?? await OfNameAsync(first, address, port, name, certificate, notBefore: 0, cancellationToken).ConfigureAwait(false);
        }

        known ??= await OfNameAsync(first, address, port, name, certificate, notBefore: 0, cancellationToken).ConfigureAwait(false);
        return string.Equals(known.ServerName, name, StringComparison.Ordinal) ? known : known with { ServerName = name, HeldUnder = known.ServerName };
    }

    /// <summary>The same, where what another name was shown is not enough.</summary>
    public Task<ProbeReport> ProbeUnderNameAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken) =>
        ProbeUnderNameAsync(address, port, serverName, notBefore: 0, cancellationToken);

    /// <summary>The same, where what was shown before a moment is not enough either. Matches <see cref="NewestProbe"/>.</summary>
    public async Task<ProbeReport> ProbeUnderNameAsync(IPAddress address, int port, string serverName, long notBefore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serverName);
        string name = serverName.ToLowerInvariant();
        OneCertificate certificate = _servers.GetOrAdd((address, port), static () => new OneCertificate());
        Session first = await MeetAsync(address, port, name, certificate, cancellationToken).ConfigureAwait(false);
        return await OfNameAsync(first, address, port, name, certificate, notBefore, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the sessions that told nothing, so that they are held again.</summary>
    public void ForgetInconclusive() => _sessions.RemoveWhere(known => known.Held is { IsCompletedSuccessfully: true } && known.Report.StartTls == StartTlsOutcome.Inconclusive);

    private Task<Session> MeetAsync(IPAddress address, int port, string name, OneCertificate certificate, CancellationToken cancellationToken) =>
        GetAsync((address, port, ""), name, certificate, notBefore: 0, cancellationToken);

    private async Task<ProbeReport> OfNameAsync(Session first, IPAddress address, int port, string name, OneCertificate certificate, long notBefore, CancellationToken cancellationToken)
    {
        // Renewed it is the first for all who come later.
        if (IsForAll(first.Report, name) && first.Began < notBefore)
            first = await GetAsync((address, port, ""), name, certificate, notBefore, cancellationToken).ConfigureAwait(false);
        if (IsForAll(first.Report, name))
            return string.Equals(first.Report.ServerName, name, StringComparison.Ordinal) ? first.Report : first.Report with { ServerName = name };
        return (await GetAsync((address, port, name), name, certificate, notBefore, cancellationToken).ConfigureAwait(false)).Report;
    }

    // The name is shown in the handshake and not before.
    private static bool IsForAll(ProbeReport first, string name) =>
        string.Equals(first.ServerName, name, StringComparison.Ordinal) || (first.Tls is null && first.StartTls != StartTlsOutcome.HandshakeFailed);

    private async Task<Session> GetAsync((IPAddress Address, int Port, string ServerName) key, string name, OneCertificate certificate, long notBefore, CancellationToken cancellationToken)
    {
        while (true)
        {
            Session session = _sessions.GetOrAdd(key, () => new Session());
            if (session.TryBegin())
                session.Begin(HoldAsync(key, name, session, certificate, cancellationToken));
            try
            {
                await session.Held.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _sessions.Remove(key, session);
                // Of another, who held the session: then it is for us to hold one.
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            if (session.Began >= notBefore && time.GetElapsedTime(session.Began) <= Lifetime)
                return session;
            _sessions.Remove(key, session);
        }
    }

    private async Task HoldAsync((IPAddress Address, int Port, string ServerName) key, string name, Session session, OneCertificate certificate, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _held);
        long asked = time.GetTimestamp();
        // What is believed of a server is not older than its first session.
        if (key.ServerName.Length == 0)
            certificate.BeginAnew();
        ProbeReport report = _certificates.Share(await probe(key.Address, key.Port, name, cancellationToken).ConfigureAwait(false));
        certificate.Note(report);
        // It may have waited long for its turn before it began.
        session.End(report, Math.Max(asked, time.GetTimestamp() - (long)(report.Elapsed.TotalSeconds * time.TimestampFrequency)));
    }

    /// <summary>A session, held or under way.</summary>
    private sealed class Session
    {
        private readonly TaskCompletionSource<Task> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ProbeReport? _report;
        private int _isBegun;

        public Session() => Held = _begun.Task.Unwrap();

        /// <summary>Ends when the session is held.</summary>
        public Task Held { get; }

        /// <summary>What it showed, once it is held.</summary>
        public ProbeReport Report => _report!;

        /// <summary>Time stamp of its begin, once it is held.</summary>
        public long Began { get; private set; }

        /// <summary>Whether it is for the caller to hold it.</summary>
        public bool TryBegin() => Interlocked.Exchange(ref _isBegun, 1) == 0;

        public void Begin(Task held) => _begun.SetResult(held);

        public void End(ProbeReport report, long began)
        {
            _report = report;
            Began = began;
        }
    }
}
