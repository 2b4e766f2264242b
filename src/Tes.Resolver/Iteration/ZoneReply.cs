using Tes.Dns.Resolution;

namespace Tes.Resolver.Iteration;

/// <summary>What the servers of a zone came to together.</summary>
internal abstract class ZoneReply
{
    private ZoneReply()
    {
    }

    /// <summary>One of them gave the zone's word.</summary>
    public sealed class Told(AuthorityVerdict.Authoritative answer) : ZoneReply
    {
        public AuthorityVerdict.Authoritative Answer { get; } = answer;
    }

    /// <summary>One of them referred to a zone below.</summary>
    public sealed class Referred(Delegation delegation) : ZoneReply
    {
        public Delegation Delegation { get; } = delegation;
    }

    /// <summary>None of them did either.</summary>
    public sealed class Failed(LookupFailure reason) : ZoneReply
    {
        public LookupFailure Reason { get; } = reason;
    }
}
