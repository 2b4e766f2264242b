namespace Tes.Mail.Dkim;

/// <summary>Key types (k=) that can be used: RFC 6376 §3.6.1 and RFC 8463 §4.</summary>
public enum DkimKeyType
{
    /// <summary><c>rsa</c>.</summary>
    Rsa,

    /// <summary><c>ed25519</c>.</summary>
    Ed25519,
}
