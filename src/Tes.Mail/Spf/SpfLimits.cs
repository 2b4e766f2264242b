namespace Tes.Mail.Spf;

/// <summary>Limits of RFC 7208.</summary>
public static class SpfLimits
{
    /// <summary>Most terms that make DNS queries, all included records together (RFC 7208 §4.6.4).</summary>
    public const int MaxLookupTerms = 10;
}
