namespace Tes.TransportSecurity.Pkix;

/// <summary>Which part of a certificate its names were taken from.</summary>
public enum PresentedIdentifierSource
{
    /// <summary>dNSName entries of the subject alternative name.</summary>
    SubjectAlternativeName,

    /// <summary>Common names of the subject, for want of any dNSName.</summary>
    CommonName,
}
