using Tes.Dns.Resolution;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>A term that was evaluated.</summary>
public sealed class SpfTermTrace
{
    internal SpfTermTrace(string term) => Term = term;

    /// <summary>The term as written: printable ASCII.</summary>
    public string Term { get; }

    /// <summary>The name that it is about with macros expanded: a peer's text, to be escaped wherever it is shown. Null where it is about none.</summary>
    public string? Target { get; internal set; }

    /// <summary>What came of it.</summary>
    public SpfTermOutcome Outcome { get; internal set; }

    /// <summary>One clause why. May quote a peer: to be escaped wherever it is shown.</summary>
    public string Reason { get; internal set; } = string.Empty;

    /// <summary>The answers that it took, in the order asked; those of an included record are in <see cref="Record"/>.</summary>
    public IReadOnlyList<Answer> Lookups => Answers;

    /// <summary>The record that include or redirect led to; null where none was evaluated.</summary>
    public SpfRecordTrace? Record { get; internal set; }

    internal List<Answer> Answers { get; } = [];
}
