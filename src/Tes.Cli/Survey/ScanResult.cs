using Tes.Scan.Survey;
using Tes.Scan.Survey.Lists;

namespace Tes.Cli.Survey;

/// <summary>What a survey came to.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="List">What the list was like.</param>
/// <param name="Sessions">SMTP sessions held.</param>
/// <param name="Questions">DNS questions asked.</param>
/// <param name="Elapsed">Wall time.</param>
/// <param name="Stopped">Whether it was ended before the list was.</param>
internal sealed record ScanResult(SurveySummary Summary, DomainListTally List, long Sessions, long Questions, TimeSpan Elapsed, bool Stopped)
{
    /// <summary>The number of the run in <see cref="Archive"/>; null where nothing is kept.</summary>
    public int? Run { get; init; }

    /// <summary>The archive in messages, escaped; null where nothing is kept.</summary>
    public string? Archive { get; init; }

    /// <summary>Domains that told nothing and would have been tested once more, had the survey not been ended.</summary>
    public int PutOff { get; init; }

    // Own choice: fewer may be down by chance.
    private const int ServersForAdvice = 10;

    /// <summary>What to do where the numbers tell more of the place of the survey than of the domains; null where they do not.</summary>
    public string? Advice => Summary is { ServersNotReached: >= ServersForAdvice and var missed, ServersInconclusive: 0, ServersWithTls: 0, ServersWithoutTls: 0 }
        ? $"none of {missed} mail servers could be reached: port 25 seems to be blocked here, and the numbers say nothing of the domains; survey from a host that may send mail"
        : null;
}
