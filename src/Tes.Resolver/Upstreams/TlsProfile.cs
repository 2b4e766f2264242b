using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// One TLS handshake with an upstream: strict where the server has a name to prove, else opportunistic (RFC 8310 §5), which
/// keeps out those who only listen.
/// </summary>
internal sealed class TlsProfile(UpstreamServer server, IReadOnlyList<X509Certificate2> authorities)
{
    // RFC 5280 §4.2.1.12: id-kp-serverAuth
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private string? _problem;

    /// <summary>Options of the client.</summary>
    public SslClientAuthenticationOptions CreateOptions() => new()
    {
        // No SNI is sent for an address.
        TargetHost = server.AuthenticationName ?? server.EndPoint.Address.ToString(),
        // RFC 9325 §3.1.1
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
        // A resumed session tells the server who comes back (RFC 8310 §8.1 leaves it open), and connections are kept anyway.
        AllowTlsResume = false,
        CertificateChainPolicy = CreateChainPolicy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Accepts(certificate, chain, errors),
    };

    /// <summary>Why the handshake failed, in words; nothing of the peer's is in them.</summary>
    public string Describe() => _problem ?? "the TLS handshake failed";

    private X509ChainPolicy CreateChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            // Both would ask the network, and for that a resolver.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (authorities.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities.ToArray());
        }

        return policy;
    }

    private bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // RFC 7858 §4.1: without a name any certificate will do.
        if (server.AuthenticationName is not { } name)
            return true;
        if (certificate is not X509Certificate2 presented || chain is null)
            _problem = "it has no certificate";
        else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            _problem = $"its certificate is not trusted: {Describe(chain.ChainStatus)}";
        else if (!Matches(presented, name))
            _problem = $"its certificate is not for {name}";
        return _problem is null;
    }

    // RFC 9525 §6.3, §6.4: subjectAltName only; an address is matched as an iPAddress.
    private static bool Matches(X509Certificate2 presented, string name)
    {
        try
        {
            return presented.MatchesHostname(name, allowWildcards: true, allowCommonName: false);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            // An extension that is malformed names nobody; to a name that cannot be a host's nothing fits.
            return false;
        }
    }

    private static string Describe(X509ChainStatus[] statuses)
    {
        X509ChainStatusFlags all = statuses.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
        if (all.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return "it has expired or is not valid yet";
        if ((all & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
            return "it leads to no trusted authority";
        return all.ToString();
    }
}
