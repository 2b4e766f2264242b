namespace Tes.Mail.Messages;

/// <summary>How the lines of a file end.</summary>
public enum LineEndForm
{
    /// <summary>There is no line end.</summary>
    None,

    /// <summary>CRLF, as on the wire (RFC 5322 §2.1); a CR or LF alone may stand beside.</summary>
    CrLf,

    /// <summary>The first line ends in LF alone, as Unix keeps messages.</summary>
    Lf,
}
