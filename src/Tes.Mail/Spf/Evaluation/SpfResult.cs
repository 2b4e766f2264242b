namespace Tes.Mail.Spf.Evaluation;

/// <summary>What an evaluation comes to (RFC 7208 §2.6).</summary>
public enum SpfResult
{
    /// <summary>No domain that could be checked, or no record at it.</summary>
    None,

    /// <summary>The domain says nothing of this client.</summary>
    Neutral,

    /// <summary>The client is authorised.</summary>
    Pass,

    /// <summary>The client is not authorised.</summary>
    Fail,

    /// <summary>The client is probably not authorised.</summary>
    SoftFail,

    /// <summary>A look-up could not be completed: another time it may be.</summary>
    TempError,

    /// <summary>The records cannot be understood, or need more look-ups than are allowed: somebody has to mend them.</summary>
    PermError,
}
