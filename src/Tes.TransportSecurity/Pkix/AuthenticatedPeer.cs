using Tes.Dns;

namespace Tes.TransportSecurity.Pkix;

/// <summary>
/// Proof that the holder of a certificate's key is the server that was meant. Only an authenticator makes one, so a
/// function that demands it cannot be called for a peer that nobody verified.
/// </summary>
public sealed class AuthenticatedPeer
{
    internal AuthenticatedPeer(ReadOnlyMemory<byte> leafCertificate, PeerAuthenticationMethod method, DomainName? matchedName)
    {
        LeafCertificate = leafCertificate;
        Method = method;
        MatchedName = matchedName;
    }

    /// <summary>The leaf certificate, DER.</summary>
    public ReadOnlyMemory<byte> LeafCertificate { get; }

    /// <summary>How it was authenticated.</summary>
    public PeerAuthenticationMethod Method { get; }

    /// <summary>The reference identifier that the certificate carries; null where names do not count (DANE-EE).</summary>
    public DomainName? MatchedName { get; }
}
