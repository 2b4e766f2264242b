using Tes.Dns.Iana;

namespace Tes.Dns.Dnssec;

/// <summary>Why one RRSIG does not make its RRset secure, ordered from least to most telling.</summary>
public enum SignatureFault
{
    /// <summary>There is no RRSIG.</summary>
    Missing,

    /// <summary>The RRSIG does not belong to the RRset: type, class or number of labels (RFC 4035 §5.3.1).</summary>
    NotApplicable,

    /// <summary>The signer is not the zone that holds the RRset (RFC 4035 §5.3.1).</summary>
    WrongSigner,

    /// <summary>Its algorithm is not implemented or not accepted.</summary>
    UnsupportedAlgorithm,

    /// <summary>No DNSKEY of the zone has its tag and algorithm.</summary>
    NoSuchKey,

    /// <summary>The DNSKEY is no zone key, is revoked, or has another protocol.</summary>
    KeyNotForRRsets,

    /// <summary>The DNSKEY's key material is malformed.</summary>
    KeyMalformed,

    /// <summary>The limit on RRSIGs or keys tried was reached.</summary>
    LimitReached,

    /// <summary>The signature does not verify.</summary>
    Invalid,

    /// <summary>The expiration lies before the inception.</summary>
    ExpiredBeforeValid,

    /// <summary>The inception lies in the future.</summary>
    NotYetValid,

    /// <summary>The expiration has passed.</summary>
    Expired,
}

/// <summary>Maps faults to RFC 8914.</summary>
internal static class SignatureFaults
{
    public static ExtendedDnsErrorCode ToExtendedErrorCode(this SignatureFault fault) => fault switch
    {
        SignatureFault.Missing => ExtendedDnsErrorCode.RrsigsMissing,
        SignatureFault.NoSuchKey => ExtendedDnsErrorCode.DnskeyMissing,
        SignatureFault.KeyNotForRRsets => ExtendedDnsErrorCode.NoZoneKeyBitSet,
        SignatureFault.UnsupportedAlgorithm => ExtendedDnsErrorCode.UnsupportedDnskeyAlgorithm,
        SignatureFault.Expired => ExtendedDnsErrorCode.SignatureExpired,
        SignatureFault.NotYetValid => ExtendedDnsErrorCode.SignatureNotYetValid,
        SignatureFault.ExpiredBeforeValid => ExtendedDnsErrorCode.SignatureExpiredBeforeValid,
        _ => ExtendedDnsErrorCode.DnssecBogus,
    };
}
