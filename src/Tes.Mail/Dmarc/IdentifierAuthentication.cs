namespace Tes.Mail.Dmarc;

/// <summary>What the mechanism says of an identifier.</summary>
public enum IdentifierAuthentication
{
    /// <summary>pass: it is an Authenticated Identifier.</summary>
    Passed,

    /// <summary>Any other final result.</summary>
    NotPassed,

    /// <summary>temperror: it is not known.</summary>
    Undetermined,
}
