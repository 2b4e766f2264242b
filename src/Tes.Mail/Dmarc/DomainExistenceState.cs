namespace Tes.Mail.Dmarc;

/// <summary>What is known of the existence of a name.</summary>
public enum DomainExistenceState
{
    /// <summary>The look-up failed or was bogus.</summary>
    Undetermined,

    /// <summary>The name exists.</summary>
    Exists,

    /// <summary>NXDOMAIN.</summary>
    DoesNotExist,
}
