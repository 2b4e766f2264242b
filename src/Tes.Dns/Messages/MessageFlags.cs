namespace Tes.Dns.Messages;

/// <summary>Header bits (RFC 1035 §4.1.1, RFC 4035 §3), at their place in the second header word.</summary>
[Flags]
public enum MessageFlags : ushort
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>QR: a response.</summary>
    Response = 0x8000,

    /// <summary>AA: from an authority.</summary>
    AuthoritativeAnswer = 0x0400,

    /// <summary>TC: cut to fit.</summary>
    Truncated = 0x0200,

    /// <summary>RD: please recurse.</summary>
    RecursionDesired = 0x0100,

    /// <summary>RA: recursion is offered.</summary>
    RecursionAvailable = 0x0080,

    /// <summary>AD: the sender says it validated (RFC 6840 §5.7).</summary>
    AuthenticData = 0x0020,

    /// <summary>CD: do not validate for me.</summary>
    CheckingDisabled = 0x0010,
}
