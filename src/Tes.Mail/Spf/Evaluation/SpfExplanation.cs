namespace Tes.Mail.Spf.Evaluation;

/// <summary>What the domain has to say of a fail (RFC 7208 §6.2).</summary>
/// <param name="Text">Printable ASCII and spaces, chosen by the domain; null where it says nothing or cannot be understood.</param>
/// <param name="Problem">One clause why there is no text although the record has exp; null where there is nothing to say.</param>
public sealed record SpfExplanation(string? Text, string? Problem)
{
    /// <summary>The domain says nothing.</summary>
    internal static SpfExplanation Absent { get; } = new(null, null);
}
