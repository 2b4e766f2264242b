namespace Tes.Mail.Spf.Inspection;

/// <summary>What can be known of a term without a mail.</summary>
public enum SpfReach
{
    /// <summary>All that matches is known.</summary>
    Known,

    /// <summary>What it matches depends on the mail: exists, ptr, and names with macros other than d.</summary>
    DependsOnMail,

    /// <summary>It was not looked up to the end: the look-up failed, a loop, or a limit.</summary>
    Unknown,

    /// <summary>It stands behind all, or is a redirect beside all: nobody evaluates it.</summary>
    NeverEvaluated,
}
