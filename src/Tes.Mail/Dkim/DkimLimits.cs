namespace Tes.Mail.Dkim;

/// <summary>Limits of DKIM verification and signing.</summary>
public static class DkimLimits
{
    /// <summary>Signatures of a message that are verified. Own limit: honest mail through lists has three or four; each costs a look-up.</summary>
    public const int MaxSignatures = 16;

    /// <summary>Key records under one name that are tried. Own limit: RFC 6376 §3.6.2.2 allows one; a rotation gone wrong has two.</summary>
    public const int MaxKeyRecords = 4;

    /// <summary>Tags of a signature or key record. Own limit: 14 are defined in all.</summary>
    public const int MaxTags = 64;

    /// <summary>Names in h=. Own limit: over-signing signers list some 40.</summary>
    public const int MaxSignedFields = 512;

    /// <summary>Octets of a signature. Own limit: what RSA keys of <see cref="MaxRsaBits"/> make.</summary>
    public const int MaxSignatureOctets = MaxRsaBits / 8;

    /// <summary>Shortest RSA key whose signatures count (RFC 8301 §3.2).</summary>
    public const int MinRsaBits = 1024;

    /// <summary>Longest RSA key that is used. RFC 8301 §3.2: verifiers take 4096; own limit: twice that, since work grows with the cube.</summary>
    public const int MaxRsaBits = 8192;

    /// <summary>Longest public exponent of RSA. Own limit: those in use have 3 octets; a longer one only makes verifying slow.</summary>
    public const int MaxRsaExponentOctets = 8;

    /// <summary>Shortest RSA key that signs (RFC 8301 §3.2: signers SHOULD use 2048).</summary>
    public const int MinSigningRsaBits = 1024;

    /// <summary>How far ahead of the verifier's clock t= may be. Own limit: clocks of mail servers differ by minutes.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromHours(1);
}
