namespace Tes.Smtp;

/// <summary>Something a server does against the RFCs that we read over.</summary>
public enum PeerQuirk
{
    /// <summary>Lines end with LF alone (RFC 5321 §2.3.8 wants CRLF).</summary>
    BareLineFeed,

    /// <summary>Lines end with CR CR LF.</summary>
    ExtraCarriageReturn,

    /// <summary>A line longer than 512 octets (RFC 5321 §4.5.3.1.5).</summary>
    LongLine,

    /// <summary>A reply line has octets above 127 (RFC 5321 §4.2 allows printable ASCII).</summary>
    EightBitText,

    /// <summary>A reply line has control characters, which could be an attack on terminals.</summary>
    ControlCharacters,

    /// <summary>AUTH=MECHANISM instead of, or next to, AUTH MECHANISM.</summary>
    LegacyAuthSyntax,

    /// <summary>STARTTLS is offered again inside TLS (RFC 3207 §4.2).</summary>
    StartTlsOfferedInsideTls,

    /// <summary>QUIT was not answered with 221 (RFC 5321 §4.1.1.10).</summary>
    QuitNotAnswered,
}
