namespace Tes.Mail.Dkim;

/// <summary>Tag values as the RFCs write them.</summary>
public static class DkimWords
{
    /// <summary>a= (RFC 6376 §3.3, RFC 8463 §3).</summary>
    public static string Of(DkimAlgorithm algorithm) => algorithm switch
    {
        DkimAlgorithm.RsaSha1 => "rsa-sha1",
        DkimAlgorithm.RsaSha256 => "rsa-sha256",
        DkimAlgorithm.Ed25519Sha256 => "ed25519-sha256",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not an algorithm."),
    };

    /// <summary>k= (RFC 6376 §3.6.1, RFC 8463 §4).</summary>
    public static string Of(DkimKeyType type) => type switch
    {
        DkimKeyType.Rsa => "rsa",
        DkimKeyType.Ed25519 => "ed25519",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a key type."),
    };

    /// <summary>Half of c= (RFC 6376 §3.4).</summary>
    public static string Of(DkimCanonicalization canonicalization) => canonicalization switch
    {
        DkimCanonicalization.Simple => "simple",
        DkimCanonicalization.Relaxed => "relaxed",
        _ => throw new ArgumentOutOfRangeException(nameof(canonicalization), canonicalization, "Not a canonicalization."),
    };

    internal static DkimKeyType KeyTypeOf(DkimAlgorithm algorithm) =>
        algorithm == DkimAlgorithm.Ed25519Sha256 ? DkimKeyType.Ed25519 : DkimKeyType.Rsa;
}
