using System.Net;
using Tes.Scan.Reports;
using Tes.Scan.Survey.Politeness;
using Tes.Smtp;

namespace Tes.Scan.Survey;

/// <summary>
/// As few sessions as tell all about a server for all domains that it serves. Each address is met once; only where TLS is made,
/// once under each name, as another name may get another certificate, unless <see cref="OneCertificate"/> knows that it would not.
/// What a session came to is kept, also where it came to nothing: to try again for each domain would be what busy servers put
/// clients off for, and what makes dead ones hold up a survey.
/// </summary>
/// <param name="probe">Holds the sessions.</param>
/// <param name="time">The clock.</param>
public sealed class SharedProbe(AddressProbe probe, TimeProvider time)
{
    /// <summary>
    /// How long a session is believed. Own choice: half the time that the look-ups of a host are (<see cref="SharedHosts.Lifetime"/>), so
    /// that new TLSA records are not held against a certificate of before them.
    /// </summary>
    public static readonly TimeSpan Lifetime = SharedHosts.Lifetime / 2;

    /// <summary>
    /// Most sessions that are kept. Own limit: at some 6 KiB, measured with certificates of authorities held once, about 90 MB. For a new one the one goes that no
    /// domain asked for the longest; a server that comes up again after that is met again.
    /// </summary>
    public const int MaxKept = 15_000;

    // No name: the first session with an address, under whatever name.
    private readonly RecentlyUsed<(IPAddress Address, int Port, string ServerName), Session> _sessions = new(MaxKept);
    private readonly Turns<(IPAddress Address, int Port)> _learning = new(atOnce: 1);
    private readonly CertificatePool _certificates = new();
    private int _held;

    /// <summary>Sessions held so far.</summary>
    public int Sessions => Volatile.Read(ref _held);

    /// <summary>Sessions and servers that are remembered.</summary>
    internal int Kept => _sessions.Count + _learning.Keys;

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
        (ProbeReport first, OneCertificate certificate) = await MeetAsync(address, port, name, cancellationToken).ConfigureAwait(false);
        if (IsForAll(first, name) || _sessions.TryGet((address, port, name), out _))
            return await OfNameAsync(first, address, port, name, certificate, cancellationToken).ConfigureAwait(false);
        ProbeReport? known = certificate.Find(name);
        if (known is null && certificate.IsLearning(name))
        {
            using IDisposable? turn = await _learning.EnterAsync((address, port), cancellationToken).ConfigureAwait(false);
            // Those before may have learnt it.
            known = certificate.Find(name) ?? await OfNameAsync(first, address, port, name, certificate, cancellationToken).ConfigureAwait(false);
        }

        known ??= await OfNameAsync(first, address, port, name, certificate, cancellationToken).ConfigureAwait(false);
        return string.Equals(known.ServerName, name, StringComparison.Ordinal) ? known : known with { ServerName = name, HeldUnder = known.ServerName };
    }

    /// <summary>The same, where what another name was shown is not enough.</summary>
    public async Task<ProbeReport> ProbeUnderNameAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serverName);
        string name = serverName.ToLowerInvariant();
        (ProbeReport first, OneCertificate certificate) = await MeetAsync(address, port, name, cancellationToken).ConfigureAwait(false);
        return await OfNameAsync(first, address, port, name, certificate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the sessions that told nothing, so that they are held again.</summary>
    public void ForgetInconclusive() => _sessions.RemoveWhere(known =>
        known.Report is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } report } && report.Result.StartTls == StartTlsOutcome.Inconclusive);

    private Task<(ProbeReport First, OneCertificate Certificate)> MeetAsync(IPAddress address, int port, string name, CancellationToken cancellationToken) =>
        GetAsync((address, port, ""), name, certificate: null, cancellationToken);

    private async Task<ProbeReport> OfNameAsync(ProbeReport first, IPAddress address, int port, string name, OneCertificate certificate, CancellationToken cancellationToken)
    {
        if (IsForAll(first, name))
            return string.Equals(first.ServerName, name, StringComparison.Ordinal) ? first : first with { ServerName = name };
        (ProbeReport report, _) = await GetAsync((address, port, name), name, certificate, cancellationToken).ConfigureAwait(false);
        return report;
    }

    // The name is shown in the handshake and not before.
    private static bool IsForAll(ProbeReport first, string name) =>
        string.Equals(first.ServerName, name, StringComparison.Ordinal) || (first.Tls is null && first.StartTls != StartTlsOutcome.HandshakeFailed);

    private async Task<(ProbeReport Report, OneCertificate Certificate)> GetAsync(
        (IPAddress Address, int Port, string ServerName) key, string name, OneCertificate? certificate, CancellationToken cancellationToken)
    {
        while (true)
        {
            Session session = _sessions.GetOrAdd(key, () =>
            {
                OneCertificate noted = certificate ?? new OneCertificate();
                return new Session(new Lazy<Task<ProbeReport>>(() => HoldAsync(key.Address, key.Port, name, noted, cancellationToken)), noted, time.GetTimestamp());
            });
            // What is under way may have waited long for its turn, and is not held twice for that.
            if (session.Report is { IsValueCreated: true, Value.IsCompleted: true } && time.GetElapsedTime(session.Began) > Lifetime)
            {
                _sessions.Remove(key, session);
                continue;
            }

            try
            {
                return (await session.Report.Value.WaitAsync(cancellationToken).ConfigureAwait(false), session.Certificate);
            }
            catch (OperationCanceledException)
            {
                _sessions.Remove(key, session);
                // Of another, who held the session: then it is for us to hold one.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<ProbeReport> HoldAsync(IPAddress address, int port, string name, OneCertificate certificate, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _held);
        ProbeReport report = _certificates.Share(await probe(address, port, name, cancellationToken).ConfigureAwait(false));
        certificate.Note(report);
        return report;
    }

    /// <summary>A session, held or under way, and what all sessions with its server tell together.</summary>
    private sealed record Session(Lazy<Task<ProbeReport>> Report, OneCertificate Certificate, long Began);
}
