using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>
/// The work that validating may still cost (CVE-2023-50387, CVE-2023-50868): one budget for everything that is verified for
/// one look-up. When it runs out nothing more is verified, and what that leaves unproven must count as a failed look-up, never
/// as absent or insecure. Safe for concurrent use.
/// </summary>
public sealed class ValidationBudget
{
    // FIPS 180-4 §5.1.1: blocks of 64 octets, of which padding takes nine at least.
    private const int HashBlockLength = 64;
    private const int HashPaddingLength = 9;

    // Hashing so many octets takes as long.
    private const int SignedLengthOfOne = 16_384;
    private const int ImportCost = 1;

    // RFC 3110 §2: the first octet; zero says that two more follow. 65,537 takes three octets.
    private const int UsualExponentLength = 4;

    private int _verificationCost;
    private int _failures;
    private int _hashBlocks;
    private volatile bool _exhausted;

    /// <summary>Makes a full budget.</summary>
    /// <param name="policy">Its <see cref="DnssecPolicy.MaxVerificationCost"/>, <see cref="DnssecPolicy.MaxFailedVerifications"/> and <see cref="DnssecPolicy.MaxNsec3HashBlocks"/>.</param>
    public ValidationBudget(DnssecPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _verificationCost = policy.MaxVerificationCost;
        _failures = policy.MaxFailedVerifications;
        _hashBlocks = policy.MaxNsec3HashBlocks;
    }

    /// <summary>Whether something was not verified because the budget had run out.</summary>
    public bool IsExhausted => _exhausted;

    /// <summary>Pays for one verification, and for the import of the key where it is the first with it; false when there is no budget left.</summary>
    internal bool TrySpendVerification(ZoneKey key, int signedLength)
    {
        int cost = CostOf(key.Rdata) + (signedLength / SignedLengthOfOne) + (key.IsImported ? 0 : ImportCost);
        return (Volatile.Read(ref _failures) > 0 && Interlocked.Add(ref _verificationCost, -cost) >= 0) || Exhaust();
    }

    /// <summary>Counts a signature that did not verify.</summary>
    internal void CountFailure() => Interlocked.Decrement(ref _failures);

    /// <summary>Pays for hashing one owner name; false when there is no budget left for it.</summary>
    internal bool TrySpendHash(int nameLength, int saltLength, int iterations)
    {
        int blocks = Blocks(nameLength + saltLength) + (iterations * Blocks(Nsec3Hash.Sha1Length + saltLength));
        return Interlocked.Add(ref _hashBlocks, -blocks) >= 0 || Exhaust();
    }

    // All in verifications with ECDSA P-256, measured (bench/README.md); RSA with a usual exponent is cheaper and counts the same.
    private static int CostOf(DnskeyRdata key) => key.Algorithm switch
    {
        DnssecAlgorithm.RsaSha1 or DnssecAlgorithm.RsaSha1Nsec3Sha1 or DnssecAlgorithm.RsaSha256 or DnssecAlgorithm.RsaSha512
            when !key.PublicKey.IsEmpty && key.PublicKey.Span[0] is 0 or > UsualExponentLength => 4,
        DnssecAlgorithm.EcdsaP384Sha384 or DnssecAlgorithm.Ed448 => 8,
        DnssecAlgorithm.Ed25519 => 2,
        _ => 1,
    };

    private static int Blocks(int octets) => (octets + HashPaddingLength + HashBlockLength - 1) / HashBlockLength;

    private bool Exhaust()
    {
        _exhausted = true;
        return false;
    }
}
