namespace Tes.Mail.Dkim;

/// <summary>t= of a key record (RFC 6376 §3.6.1).</summary>
[Flags]
public enum DkimKeyFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>y</c>: the domain is testing DKIM; a verifier must not treat its mail otherwise than unsigned mail.</summary>
    Testing = 1,

    /// <summary><c>s</c>: i= must name the domain of d= itself, not one below.</summary>
    SameDomain = 2,
}
