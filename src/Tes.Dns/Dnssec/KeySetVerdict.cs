using Tes.Dns.Messages;

namespace Tes.Dns.Dnssec;

/// <summary>Whether the DNSKEYs of a zone can be trusted.</summary>
public abstract class KeySetVerdict
{
    private KeySetVerdict(IReadOnlyList<CheckedDelegationSigner> signers) => Signers = signers;

    /// <summary>Every DS record with what it does for the keys.</summary>
    public IReadOnlyList<CheckedDelegationSigner> Signers { get; }

    /// <summary>A vouched key signed the whole set.</summary>
    public sealed class Trusted(IReadOnlyList<ZoneKey> keys, RRsetVerdict.Verified verified, IReadOnlyList<CheckedDelegationSigner> signers)
        : KeySetVerdict(signers)
    {
        /// <summary>All keys of the zone.</summary>
        public IReadOnlyList<ZoneKey> Keys { get; } = keys;

        /// <summary>The signature that convinced and the key that made it.</summary>
        public RRsetVerdict.Verified Verified { get; } = verified;
    }

    /// <summary>No vouched key signed the set, or none is there.</summary>
    public sealed class Untrusted(ExtendedDnsError error, IReadOnlyList<CheckedDelegationSigner> signers, IReadOnlyList<RejectedSignature> rejected)
        : KeySetVerdict(signers)
    {
        /// <summary>What is missing or wrong.</summary>
        public ExtendedDnsError Error { get; } = error;

        /// <summary>RRSIGs of the set with what is wrong with each; empty where no key is vouched for.</summary>
        public IReadOnlyList<RejectedSignature> Rejected { get; } = rejected;
    }
}
