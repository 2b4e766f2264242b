using Tes.Dns;
using Tes.Smtp;
using Tes.TransportSecurity.Pkix;

namespace Tes.Scan.Survey;

/// <summary>
/// Whether a mail server (an address and port) shows one certificate whatever name it is met under, as large providers do that give
/// each customer an MX host name of its own. It is believed after <see cref="NamesToAgree"/> sessions under different names of
/// that certificate, all alike from the handshake on, and of names of the certificate alone. One session that tells otherwise
/// ends it for as long as the server is remembered. Takes the same memory for any number of names. Safe for concurrent use.
/// </summary>
/// <remarks>
/// What it cannot see: a server with one certificate for most names and another for a few that the first would fit as well. It is
/// bound to be seen sooner the more of them there are: of the names that could be answered without a session, the eighth, the
/// sixteenth and so on get one.
/// </remarks>
internal sealed class OneCertificate
{
    /// <summary>Sessions under different names that must agree. Own choice: two could be customers who share a certificate by chance.</summary>
    public const int NamesToAgree = 3;

    /// <summary>
    /// Of the names that are answered without a session, the first that gets one all the same; then each time twice as many. Own
    /// choice: 20 sessions for a million names.
    /// </summary>
    public const int FirstCheck = 8;

    private readonly Lock _access = new();
    private readonly HashSet<DomainName> _agreeing = [];
    private ProbeReport? _shown;
    private PresentedIdentifiers? _names;
    private bool _depends;
    private long _answered;
    private long _nextCheck = FirstCheck;

    /// <summary>Believes nothing any longer that was learnt so far, but that certificates depend on the name.</summary>
    public void BeginAnew()
    {
        lock (_access)
            Unlearn();
    }

    /// <summary>What a session under a name would tell.</summary>
    /// <param name="serverName">The name.</param>
    /// <returns>The report of a session under another name; null where one under this name is to be held.</returns>
    public ProbeReport? Find(string serverName)
    {
        lock (_access)
        {
            if (_agreeing.Count < NamesToAgree || !IsOfCertificate(serverName, out _))
                return null;
            if (++_answered < _nextCheck)
                return _shown;
            _nextCheck *= 2;
            return null;
        }
    }

    /// <summary>Whether a few more sessions under names such as this one may settle what it is to be answered: then they are held one after the other.</summary>
    public bool IsLearning(string serverName)
    {
        lock (_access)
            return _agreeing.Count < NamesToAgree && IsOfCertificate(serverName, out _);
    }

    /// <summary>Takes in what a session with the server showed. Sessions that did not get as far as TLS tell nothing: the name is shown there and not before (RFC 6066 §3).</summary>
    public void Note(ProbeReport report)
    {
        lock (_access)
        {
            if (_depends || (report.Tls is null && report.StartTls != StartTlsOutcome.HandshakeFailed))
                return;
            if (_shown is null)
            {
                // As long as nothing is known, a session that fails under some name says nothing of the others.
                if (!IsFlawless(report))
                    return;
                _shown = report;
                _names = NamesOf(report.Tls!.CertificateChain[0]);
            }

            bool isAlike = report.Tls is null || IsSame(report.Tls, _shown.Tls!);
            if (IsOfCertificate(report.ServerName, out DomainName? name))
            {
                isAlike &= IsFlawless(report) && IsSame(report.CapabilitiesAfterTls, _shown.CapabilitiesAfterTls);
                if (_agreeing.Count < NamesToAgree)
                    _agreeing.Add(name!);
            }

            if (!isAlike)
                Forget();
        }
    }

    // No report and no names: nothing is ever answered again.
    private void Forget()
    {
        _depends = true;
        Unlearn();
    }

    private void Unlearn()
    {
        _shown = null;
        _names = null;
        _agreeing.Clear();
        _answered = 0;
        _nextCheck = FirstCheck;
    }

    private bool IsOfCertificate(string serverName, out DomainName? name)
    {
        name = null;
        return _names is not null && DomainName.TryParse(serverName, out name, out _) && _names.FirstMatch([name]) is not null;
    }

    private static bool IsFlawless(ProbeReport report) => report is { StartTls: StartTlsOutcome.Accepted, Tls: not null, Failure: null };

    private static PresentedIdentifiers? NamesOf(ReadOnlyMemory<byte> leaf) =>
        PeerCertificate.TryRead(leaf, out PeerCertificate? certificate, out _) && PresentedIdentifiers.TryRead(certificate, out PresentedIdentifiers? names) ? names : null;

    private static bool IsSame(TlsSession left, TlsSession right) =>
        left.ProtocolVersion == right.ProtocolVersion
        && string.Equals(left.CipherSuite, right.CipherSuite, StringComparison.Ordinal)
        && string.Equals(left.Group, right.Group, StringComparison.Ordinal)
        && string.Equals(left.SignatureScheme, right.SignatureScheme, StringComparison.Ordinal)
        && left.CertificateChain.Count == right.CertificateChain.Count
        && left.CertificateChain.Zip(right.CertificateChain).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));

    // Not the first line: large providers put the name of the machine there.
    private static bool IsSame(EhloCapabilities? left, EhloCapabilities? right) =>
        left is null || right is null ? left is null && right is null : left.Keywords.Select(Text).SequenceEqual(right.Keywords.Select(Text), StringComparer.Ordinal);

    private static string Text(EhloKeyword keyword) => string.Join(' ', keyword.Parameters.Prepend(keyword.Name));
}
