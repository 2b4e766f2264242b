namespace Tes.Dns.Dnssec;

/// <summary>What a set of verified NSEC or NSEC3 records proves about a name and type.</summary>
public enum DenialOutcome
{
    /// <summary>They do not prove it.</summary>
    NotProven,

    /// <summary>They prove it, but part of the proof is an opt-out span, in which unsigned delegations may hide (RFC 5155 §9.2).</summary>
    ProvenByOptOut,

    /// <summary>The zone hashes with more iterations than are followed: nothing is proven and the answer is insecure (RFC 9276 §3.2).</summary>
    TooManyIterations,

    /// <summary>They prove it.</summary>
    Proven,
}
