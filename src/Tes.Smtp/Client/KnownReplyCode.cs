namespace Tes.Smtp;

/// <summary>The reply codes by which the client steers (RFC 5321 §4.2.3).</summary>
internal static class KnownReplyCode
{
    /// <summary>The answer to QUIT.</summary>
    public const int Goodbye = 221;

    /// <summary>The positive answer to EHLO and HELO.</summary>
    public const int Ok = 250;

    /// <summary>The server is closing the connection; may come at any time (RFC 5321 §3.8).</summary>
    public const int ServiceClosing = 421;
}
