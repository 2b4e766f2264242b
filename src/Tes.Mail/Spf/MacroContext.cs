namespace Tes.Mail.Spf;

/// <summary>Where macros stand (RFC 7208 §7.1 and §7.2).</summary>
internal enum MacroContext
{
    /// <summary>In a term: no spaces, and not the letters c, r and t.</summary>
    Term,

    /// <summary>In the text that exp leads to: explain-string.</summary>
    Explanation,
}
