namespace Tes.Scan.Survey.Politeness;

/// <summary>How waits grow where servers put us off.</summary>
/// <param name="First">The wait after the first time; it doubles with each further one.</param>
/// <param name="Longest">No wait grows above this.</param>
/// <param name="LongestHeld">
/// A session that would have to wait longer than this is not held at all: it would keep one of the few places of a survey from
/// domains of others.
/// </param>
public sealed record BackOffLimits(TimeSpan First, TimeSpan Longest, TimeSpan LongestHeld)
{
    /// <summary>
    /// Own choices. 5 s: load that passes does so in seconds. 10 minutes: servers count connections over a minute (Postfix:
    /// anvil_rate_time_unit) up to some minutes. 30 s: as long as a session with a slow server takes.
    /// </summary>
    public static BackOffLimits Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));
}
