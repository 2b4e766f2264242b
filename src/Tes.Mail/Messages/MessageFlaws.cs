namespace Tes.Mail.Messages;

/// <summary>What in a message is not as RFC 5322 and RFC 6532 have it. It is told, and nothing is repaired.</summary>
[Flags]
public enum MessageFlaws
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A line of the header section is no field: no name before a colon, or a continuation of nothing.</summary>
    MalformedField = 1,

    /// <summary>A CR that no LF follows (RFC 5322 §2.3).</summary>
    BareCr = 2,

    /// <summary>An LF that follows no CR (RFC 5322 §2.3).</summary>
    BareLf = 4,

    /// <summary>A NUL octet (RFC 5322 §4: obsolete).</summary>
    Nul = 8,

    /// <summary>The header section has octets above 127 that are not UTF-8 (RFC 6532 §3.2).</summary>
    HeaderNotUtf8 = 16,

    /// <summary>The last line of the header section has no CRLF.</summary>
    HeaderNotEnded = 32,

    /// <summary>A line is longer than <see cref="MessageLimits.MaxLineOctets"/>.</summary>
    LongLine = 64,

    /// <summary>A field that may stand once stands more often (RFC 5322 §3.6).</summary>
    RepeatedField = 128,

    /// <summary>A CR or LF alone, or a NUL, in the header section: where a field ends, and where the body begins, depends on who reads it.</summary>
    AmbiguousHeader = 256,
}
