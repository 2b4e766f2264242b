namespace Tes.Mail.Dkim;

/// <summary>Why a signature does not pass.</summary>
public enum DkimFault
{
    /// <summary>The field is no tag list, or a tag is missing or malformed (RFC 6376 §6.1.1).</summary>
    Syntax,

    /// <summary>v= is not 1.</summary>
    IncompatibleVersion,

    /// <summary>a= names an algorithm that is not known.</summary>
    UnknownAlgorithm,

    /// <summary>c= names a canonicalization that is not known.</summary>
    UnknownCanonicalization,

    /// <summary>q= has no method that is known.</summary>
    UnknownQueryMethod,

    /// <summary>i= is not at or below d=, or not at it where the key asks for that (RFC 6376 §3.5, §3.6.1 t=s).</summary>
    DomainMismatch,

    /// <summary>h= has no From, or the message has none (RFC 6376 §5.4, RFC 5322 §3.6).</summary>
    FromNotSigned,

    /// <summary>The header section has lines that are no fields, or ends of lines that others see and we do not: others may see the body begin there, or other fields.</summary>
    MalformedHeader,

    /// <summary>More signatures than <see cref="DkimLimits.MaxSignatures"/> stand above.</summary>
    TooManySignatures,

    /// <summary>x= is past.</summary>
    Expired,

    /// <summary>t= is ahead of the clock by more than <see cref="DkimLimits.MaxClockSkew"/>.</summary>
    FromTheFuture,

    /// <summary>rsa-sha1 (RFC 8301 §3.1).</summary>
    Sha1,

    /// <summary>A field of an ARC chain whose verification ended before it (RFC 8617 §5.2), or came to <see cref="Arc.ArcLimits.MaxKeyLookups"/>.</summary>
    NotReached,

    /// <summary>The look-up of the key could not be completed.</summary>
    KeyLookupFailed,

    /// <summary>The key record is bogus under DNSSEC.</summary>
    KeyBogus,

    /// <summary>There is no key record.</summary>
    NoKey,

    /// <summary>The key record, or the key in it, is malformed.</summary>
    KeyMalformed,

    /// <summary>p= is empty (RFC 6376 §3.6.1).</summary>
    KeyRevoked,

    /// <summary>k= is not known.</summary>
    KeyTypeUnknown,

    /// <summary>k= is not that of a=, or h= of the key leaves its hash out.</summary>
    KeyAlgorithmMismatch,

    /// <summary>s= of the key leaves mail out.</summary>
    KeyNotForMail,

    /// <summary>An RSA key shorter than <see cref="DkimLimits.MinRsaBits"/> (RFC 8301 §3.2).</summary>
    KeyTooShort,

    /// <summary>An RSA key or exponent longer than the limits.</summary>
    KeyTooLong,

    /// <summary>l= is more than the body has.</summary>
    BodyTooShort,

    /// <summary>The body is not the one that was signed.</summary>
    BodyHashMismatch,

    /// <summary>The fields are not those that were signed, or not with this key.</summary>
    SignatureMismatch,
}
