namespace Tes.Scan.Findings;

/// <summary>What a check came to, from best to worst for the sum of many.</summary>
public enum FindingState
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>Worth knowing, neither good nor bad.</summary>
    Info,

    /// <summary>It works, and could be better or will break.</summary>
    Warning,

    /// <summary>It could not be tested. Never a failure: nothing is known.</summary>
    Inconclusive,

    /// <summary>Seen, and not as it should be.</summary>
    Fail,
}
