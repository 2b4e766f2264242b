namespace Tes.Interop.Tests.Mail;

/// <summary>The key and certificates of one mail host, as a case declares them.</summary>
internal sealed record Credentials
{
    public Issuer Issuer { get; init; } = Issuer.Self;

    /// <summary>Subject alternative names, relative to the case's secure subtree ("@" is its top) or absolute ("{insecure}"); none: only a common name.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["mx"];

    public CertificateDates Dates { get; init; } = CertificateDates.Current;

    public CertificateKey Key { get; init; } = CertificateKey.P256;

    public ChainSent Sent { get; init; } = ChainSent.Leaf;

    public static Credentials SelfSigned { get; } = new();

    /// <summary>Issued by the intermediate of the private authority, with everything up to the root sent.</summary>
    public static Credentials Issued { get; } = new() { Issuer = Issuer.Intermediate, Sent = ChainSent.ToRoot };
}

internal enum Issuer
{
    Self,
    Intermediate,
    ExpiredIntermediate,
}

internal enum CertificateDates
{
    Current,
    Expired,
}

internal enum CertificateKey
{
    P256,
    Rsa2048,
}

/// <summary>The certificates that the server sends after its own.</summary>
internal enum ChainSent
{
    Leaf,
    Intermediate,
    ToRoot,

    /// <summary>The root without having been issued by it.</summary>
    ForeignRoot,
}
