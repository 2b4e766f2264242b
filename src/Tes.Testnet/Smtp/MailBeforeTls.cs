namespace Tes.Testnet.Smtp;

/// <summary>What mail commands get before TLS.</summary>
public enum MailBeforeTls
{
    /// <summary>The same as inside.</summary>
    Allowed,

    /// <summary>530: STARTTLS comes first (RFC 3207 §4).</summary>
    Refused,
}
