namespace Tes.TransportSecurity.Pkix;

/// <summary>What a check of a certificate's signature came to.</summary>
internal enum SignatureVerdict
{
    /// <summary>The key signed the certificate.</summary>
    Valid,

    /// <summary>It did not.</summary>
    Invalid,

    /// <summary>The signature uses MD5 or SHA-1, or an RSA key that is too short to mean anything.</summary>
    Weak,

    /// <summary>The algorithm, its parameters or the size of the key are not known here.</summary>
    Unsupported,

    /// <summary>It was not checked: the budget for one chain is spent.</summary>
    Unchecked,
}
