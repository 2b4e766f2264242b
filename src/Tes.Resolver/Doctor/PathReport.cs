using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Doctor;

/// <summary>What the checks of the path to one resolver came to.</summary>
/// <param name="Server">The resolver.</param>
/// <param name="Checks">Every check, in the order in which they were done.</param>
/// <param name="Diagnosis">What is wrong; null where validated look-ups work.</param>
/// <param name="RoundTrip">How long the first answer took; null where there was none.</param>
public sealed record PathReport(UpstreamServer Server, IReadOnlyList<PathCheck> Checks, PathDiagnosis? Diagnosis, TimeSpan? RoundTrip)
{
    /// <summary>Whether anything answered at all: where not, nothing is known of what the path carries.</summary>
    public bool Answered => RoundTrip is not null;
}
