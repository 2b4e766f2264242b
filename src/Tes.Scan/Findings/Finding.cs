namespace Tes.Scan.Findings;

/// <summary>What one check says about one subject.</summary>
/// <remarks>Texts may quote what a peer sent: escape them before a terminal, a log or a page sees them.</remarks>
public sealed record Finding
{
    /// <summary>The check, stable for programs: its specification is docs/checks/TAG.md.</summary>
    public required CheckTag Tag { get; init; }

    /// <summary>What the check came to.</summary>
    public required FindingState State { get; init; }

    /// <summary>How much it matters; <see cref="Severity.Info"/> for what is as it should be.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it is about: the domain, a host, or a host and an address, without final dots.</summary>
    public required string Subject { get; init; }

    /// <summary>What was seen: one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Why it matters, with the RFC section: one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>The record to publish or the setting to make; null where there is nothing exact to say.</summary>
    public string? Fix { get; init; }

    internal static Finding Pass(CheckTag tag, string subject, string message, string why) =>
        new() { Tag = tag, State = FindingState.Pass, Severity = Severity.Info, Subject = subject, Message = message, Why = why };

    internal static Finding Info(CheckTag tag, string subject, string message, string why, string? fix = null) =>
        new() { Tag = tag, State = FindingState.Info, Severity = Severity.Info, Subject = subject, Message = message, Why = why, Fix = fix };

    internal static Finding Warning(CheckTag tag, Severity severity, string subject, string message, string why, string? fix = null) =>
        new() { Tag = tag, State = FindingState.Warning, Severity = severity, Subject = subject, Message = message, Why = why, Fix = fix };

    internal static Finding Inconclusive(CheckTag tag, Severity severity, string subject, string message, string why, string? fix = null) =>
        new() { Tag = tag, State = FindingState.Inconclusive, Severity = severity, Subject = subject, Message = message, Why = why, Fix = fix };

    internal static Finding Fail(CheckTag tag, Severity severity, string subject, string message, string why, string? fix = null) =>
        new() { Tag = tag, State = FindingState.Fail, Severity = severity, Subject = subject, Message = message, Why = why, Fix = fix };
}
