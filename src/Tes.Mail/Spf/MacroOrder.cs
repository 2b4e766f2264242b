namespace Tes.Mail.Spf;

/// <summary>The order in which a macro's parts are put together (RFC 7208 §7.3).</summary>
public enum MacroOrder
{
    /// <summary>As they are.</summary>
    AsIs,

    /// <summary>Reversed: <c>r</c>.</summary>
    Reversed,
}
