namespace Tes.Cli.Survey;

/// <summary>Which names of a mail server get a session of their own, where it makes TLS.</summary>
internal enum SessionSharing
{
    /// <summary>Those that may get another certificate than the names before.</summary>
    OneCertificate,

    /// <summary>All.</summary>
    EveryName,
}
