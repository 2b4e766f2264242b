using Tes.Dns;
using Tes.Dns.Resolution;
using Tes.TransportSecurity.Mx;

namespace Tes.TransportSecurity.Dane;

/// <summary>The names of which a server's certificate must carry one under DANE-TA(2) (RFC 7672 §3.2.2).</summary>
public sealed class ReferenceIdentifiers
{
    /// <summary>Makes a list of names; duplicates are kept once.</summary>
    /// <param name="names">The names, the TLSA base domain first. Without any, nothing is authenticated by DANE-TA(2).</param>
    public ReferenceIdentifiers(IEnumerable<DomainName> names) => Names = [.. names.Distinct()];

    /// <summary>The names, the TLSA base domain first.</summary>
    public IReadOnlyList<DomainName> Names { get; }

    /// <summary>The reference identifiers for one host of a next-hop domain.</summary>
    /// <param name="resolution">How the host was found.</param>
    /// <param name="tlsaBaseDomain">Where its TLSA records were found.</param>
    public static ReferenceIdentifiers For(MxResolution resolution, DomainName tlsaBaseDomain)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        DomainName[] nextHop = [resolution.NextHopDomain, resolution.ExpandedNextHopDomain];
        return new ReferenceIdentifiers(resolution switch
        {
            // RFC 7672 §3.2.2: under a secure MX look-up the next-hop domain and its CNAME expansion count too;
            // under an insecure one they do not, since nothing binds the host to them
            MxResolution.Mx when resolution.Security == SecurityStatus.Secure => [tlsaBaseDomain, .. nextHop],
            MxResolution.Mx => [tlsaBaseDomain],
            // RFC 7672 §3.2.2, "TLSA records for non-MX hostnames"
            MxResolution.Implicit => [tlsaBaseDomain, resolution.NextHopDomain],
            _ => [tlsaBaseDomain],
        });
    }

    /// <summary>The names without final dots, separated by commas; safe for any terminal.</summary>
    public override string ToString() => Names.Count == 0 ? "any name, as none was given" : string.Join(", ", Names.Select(name => name.ToDisplayString()));
}
