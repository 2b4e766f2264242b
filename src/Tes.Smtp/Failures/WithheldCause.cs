namespace Tes.Smtp;

/// <summary>Why we did not connect to a server, by our own choice.</summary>
public enum WithheldCause
{
    /// <summary>Its operator asked to be left out.</summary>
    OptedOut,

    /// <summary>It put us off so often in a row that it is left alone for now.</summary>
    LeftAlone,

    /// <summary>Its operator's servers put us off, and it would take too long until they may be met again.</summary>
    BackingOff,
}
