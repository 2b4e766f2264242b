namespace Tes.Cli;

/// <summary>
/// How a command ended, as its exit status. Where one run tests many domains it is <see cref="CheckFailed"/> when any check
/// of any domain failed, else <see cref="Inconclusive"/> when any domain could not be tested, else <see cref="Good"/>:
/// a failure that was seen stays true whatever else could not be seen.
/// </summary>
internal enum ExitStatus
{
    /// <summary>Everything asked for is good.</summary>
    Good = 0,

    /// <summary>A check failed.</summary>
    CheckFailed = 1,

    /// <summary>The command line or an input cannot be used.</summary>
    Usage = 2,

    /// <summary>Something could not be tested.</summary>
    Inconclusive = 3,

    /// <summary>Ended by the user (128 + SIGINT).</summary>
    Interrupted = 130,

    /// <summary>Ended by the system (128 + SIGTERM).</summary>
    Terminated = 143,
}
