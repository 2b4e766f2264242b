namespace Tes.Mail.TagLists;

/// <summary>Whether the size that RFC 7489 §6.2 let follow a URI may stand there.</summary>
internal enum ReportUriSize
{
    /// <summary>It is an error.</summary>
    Refused,

    /// <summary>It is cut off and ignored.</summary>
    Tolerated,
}
