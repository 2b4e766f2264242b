namespace Tes.Mail.MtaSts;

/// <summary>Limits of MTA-STS.</summary>
public static class MtaStsLimits
{
    /// <summary>Longest <c>id</c> (RFC 8461 §3.1).</summary>
    public const int MaxIdLength = 32;

    /// <summary>Longest <c>max_age</c> in seconds, about a year (RFC 8461 §3.2).</summary>
    public const int MaxMaxAge = 31_557_600;

    /// <summary>Largest policy in octets (RFC 8461 §3.3 suggests 64 kilobytes).</summary>
    public const int MaxPolicyLength = 64 * 1024;
}
