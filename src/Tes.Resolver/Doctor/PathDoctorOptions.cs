using System.Security.Cryptography.X509Certificates;
using Tes.Dns;
using Tes.Dns.Dnssec;

namespace Tes.Resolver.Doctor;

/// <summary>What the path to a resolver is tested with.</summary>
public sealed record PathDoctorOptions
{
    /// <summary>Where trust starts. Everything is tried on the zone of the anchor closest to the root.</summary>
    public TrustAnchorSet TrustAnchors { get; init; } = TrustAnchorSet.Root;

    /// <summary>Accepted algorithms and limits of validation.</summary>
    public DnssecPolicy Policy { get; init; } = DnssecPolicy.Default;

    /// <summary>The time at which signatures must be valid; null for the present.</summary>
    public DateTimeOffset? ValidationTime { get; init; }

    /// <summary>Longest wait for one answer. Own choice: what a slow path to a cold resolver needs.</summary>
    public TimeSpan QuestionTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>A name that is known to be bogus, to see what the resolver makes of it; null where there is none.</summary>
    public DomainName? BogusName { get; init; }

    /// <summary>Authorities that vouch for a resolver's certificate over TLS, in place of the system's.</summary>
    public IReadOnlyList<X509Certificate2> Authorities { get; init; } = [];
}
