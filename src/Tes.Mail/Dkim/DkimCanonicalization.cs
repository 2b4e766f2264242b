namespace Tes.Mail.Dkim;

/// <summary>What changes on the way a signature forgives (RFC 6376 §3.4).</summary>
public enum DkimCanonicalization
{
    /// <summary><c>simple</c>: none to speak of.</summary>
    Simple,

    /// <summary><c>relaxed</c>: white space, folding, case of field names.</summary>
    Relaxed,
}
