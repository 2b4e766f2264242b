namespace Tes.Mail.Spf;

/// <summary>How a macro's value is escaped (RFC 7208 §7.3).</summary>
public enum MacroEscaping
{
    /// <summary>Not at all: a lower-case macro letter.</summary>
    None,

    /// <summary>As in a URL: an upper-case macro letter.</summary>
    Url,
}
