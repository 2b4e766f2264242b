namespace Tes.Mail.Arc;

/// <summary>Tag values as RFC 8617 writes them.</summary>
public static class ArcWords
{
    /// <summary>cv= (RFC 8617 §3.9, chain-status).</summary>
    public static string Of(ChainValidationStatus status) => status switch
    {
        ChainValidationStatus.None => "none",
        ChainValidationStatus.Fail => "fail",
        ChainValidationStatus.Pass => "pass",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };

    /// <summary>The status that a text is; null for none. Case does not count (RFC 5234 §2.3).</summary>
    internal static ChainValidationStatus? Read(string? text) =>
        "none".Equals(text, StringComparison.OrdinalIgnoreCase) ? ChainValidationStatus.None
        : "pass".Equals(text, StringComparison.OrdinalIgnoreCase) ? ChainValidationStatus.Pass
        : "fail".Equals(text, StringComparison.OrdinalIgnoreCase) ? ChainValidationStatus.Fail
        : null;
}
