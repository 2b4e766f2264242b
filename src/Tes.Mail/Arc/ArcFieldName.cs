namespace Tes.Mail.Arc;

/// <summary>The names of the three fields of an ARC set (RFC 8617 §4.1).</summary>
public static class ArcFieldName
{
    /// <summary>AAR: what the sealer found when the message came.</summary>
    public const string AuthenticationResults = "ARC-Authentication-Results";

    /// <summary>AMS: the signature of the message as the sealer sent it on.</summary>
    public const string MessageSignature = "ARC-Message-Signature";

    /// <summary>AS: the signature of all sets so far.</summary>
    public const string Seal = "ARC-Seal";
}
