namespace Tes.Mail.Dkim;

/// <summary>Signing algorithms (a=): the registry of RFC 6376 §7.7 with RFC 8301 and RFC 8463; complete as of 2026-11.</summary>
public enum DkimAlgorithm
{
    /// <summary><c>rsa-sha1</c>: historic, never valid (RFC 8301 §3.1).</summary>
    RsaSha1,

    /// <summary><c>rsa-sha256</c> (RFC 6376 §3.3.2).</summary>
    RsaSha256,

    /// <summary><c>ed25519-sha256</c> (RFC 8463 §3).</summary>
    Ed25519Sha256,
}
