namespace Tes.Mail.Spf;

/// <summary>What a macro stands for (RFC 7208 §7.2).</summary>
public enum MacroLetter
{
    /// <summary><c>s</c>: the sender.</summary>
    Sender,

    /// <summary><c>l</c>: the local-part of the sender.</summary>
    LocalPart,

    /// <summary><c>o</c>: the domain of the sender.</summary>
    SenderDomain,

    /// <summary><c>d</c>: the domain whose record is evaluated.</summary>
    Domain,

    /// <summary><c>i</c>: the client's address.</summary>
    Address,

    /// <summary><c>p</c>: the validated name of the client's address (not to be used).</summary>
    ValidatedName,

    /// <summary><c>v</c>: <c>in-addr</c> or <c>ip6</c>.</summary>
    AddressFamily,

    /// <summary><c>h</c>: the name in HELO or EHLO.</summary>
    Helo,

    /// <summary><c>c</c>: the client's address for people; only in explanations.</summary>
    ReadableAddress,

    /// <summary><c>r</c>: the name of the host that checks; only in explanations.</summary>
    ReceivingHost,

    /// <summary><c>t</c>: the time; only in explanations.</summary>
    Timestamp,
}
