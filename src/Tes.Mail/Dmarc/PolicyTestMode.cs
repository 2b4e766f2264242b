namespace Tes.Mail.Dmarc;

/// <summary>Whether the owner wants the policy applied (RFC 9989 §4.7, tag t).</summary>
public enum PolicyTestMode
{
    /// <summary><c>t=n</c>, the default: as published.</summary>
    Apply,

    /// <summary><c>t=y</c>: one level weaker than published.</summary>
    Test,
}
