namespace Tes.Smtp;

/// <summary>Which rule of SMTP the bytes of a server broke.</summary>
public enum ProtocolFault
{
    /// <summary>A line does not begin with a reply code from 200 to 599 and a space, hyphen or line end.</summary>
    NotAReply,

    /// <summary>The lines of one reply carry different codes.</summary>
    MismatchedCodes,

    /// <summary>A reply contains the octet 0.</summary>
    NulOctet,

    /// <summary>A line is longer than <see cref="ReplyLimits.LineLength"/>.</summary>
    LineTooLong,

    /// <summary>A reply has more lines than <see cref="ReplyLimits.Lines"/>.</summary>
    TooManyLines,

    /// <summary>A reply is longer than <see cref="ReplyLimits.ReplyLength"/>.</summary>
    ReplyTooLong,

    /// <summary>The server sent more than <see cref="TlsLimits.SessionLength"/> in TLS.</summary>
    SessionTooLong,

    /// <summary>A well-formed reply whose code has no meaning at this place, such as 354 to EHLO.</summary>
    UnexpectedCode,

    /// <summary>A second reply came before there was anything to reply to.</summary>
    UnsolicitedReply,

    /// <summary>
    /// Cleartext followed the reply to STARTTLS in the same read: someone may be injecting replies (CVE-2011-0411 and its kind).
    /// </summary>
    BytesAfterStartTlsReply,
}
