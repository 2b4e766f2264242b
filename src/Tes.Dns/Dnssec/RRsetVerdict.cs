using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>Whether some RRSIG of an RRset verifies with the keys of a zone.</summary>
public abstract class RRsetVerdict
{
    private RRsetVerdict()
    {
    }

    /// <summary>One RRSIG verifies: the RRset is as its zone published it.</summary>
    public sealed class Verified(RrsigRdata signature, ZoneKey key, DomainName? wildcard, uint ttl) : RRsetVerdict
    {
        /// <summary>The RRSIG.</summary>
        public RrsigRdata Signature { get; } = signature;

        /// <summary>The key that made it.</summary>
        public ZoneKey Key { get; } = key;

        /// <summary>The wildcard that was expanded, so that the non-existence of a closer match has yet to be proven; null otherwise.</summary>
        public DomainName? Wildcard { get; } = wildcard;

        /// <summary>Seconds for which the RRset may be kept: not beyond its original TTL nor the signature's end (RFC 4035 §5.3.3).</summary>
        public uint Ttl { get; } = ttl;

        /// <summary>RRSIGs that were tried before and did not convince.</summary>
        public IReadOnlyList<RejectedSignature> Rejected { get; init; } = [];
    }

    /// <summary>No RRSIG verifies.</summary>
    public sealed class Unverified(SignatureFault fault, ExtendedDnsError error) : RRsetVerdict
    {
        /// <summary>The most telling fault found.</summary>
        public SignatureFault Fault { get; } = fault;

        /// <summary>The fault as an Extended DNS Error that names the record.</summary>
        public ExtendedDnsError Error { get; } = error;

        /// <summary>Every RRSIG with what is wrong with it, as far as the limits on work let them be looked at.</summary>
        public IReadOnlyList<RejectedSignature> Rejected { get; init; } = [];
    }
}
