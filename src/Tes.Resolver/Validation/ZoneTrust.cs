using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>What the chain of trust came to for the names of one zone, or for names beyond which it cannot be followed.</summary>
internal abstract class ZoneTrust
{
    private ZoneTrust(ZoneTrust? parent, ZoneStep? step, DateTimeOffset expires)
    {
        Parent = parent;
        Step = step;
        Expires = expires;
    }

    /// <summary>The zone above on the chain; null at the trust anchor.</summary>
    public ZoneTrust? Parent { get; }

    /// <summary>What to tell of this step; null where there is nothing.</summary>
    public ZoneStep? Step { get; }

    /// <summary>Until when it may be kept: not beyond anything that it rests on.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>The zone's keys are trusted.</summary>
    public sealed class Secure(DomainName zone, IReadOnlyList<ZoneKey> keys, ZoneTrust? parent, ZoneStep step, DateTimeOffset expires)
        : ZoneTrust(parent, step, expires)
    {
        public DomainName Zone { get; } = zone;

        public IReadOnlyList<ZoneKey> Keys { get; } = keys;

        /// <summary>The zone's SOA as it was verified last; null before.</summary>
        public VerifiedSoa? VerifiedSoa { get; set; }
    }

    /// <summary>Proven to be unsigned from <paramref name="apex"/> down, or signed only with what is not supported.</summary>
    public sealed class Insecure(DomainName apex, ExtendedDnsError? error, ZoneTrust? parent, ZoneStep step, DateTimeOffset expires)
        : ZoneTrust(parent, step, expires)
    {
        public DomainName Apex { get; } = apex;

        public ExtendedDnsError? Error { get; } = error;
    }

    /// <summary>No trust anchor is at or above.</summary>
    public sealed class Indeterminate : ZoneTrust
    {
        private Indeterminate()
            : base(null, null, DateTimeOffset.MaxValue)
        {
        }

        public static Indeterminate Instance { get; } = new();
    }

    /// <summary>The chain is broken: nothing below can be believed.</summary>
    public sealed class Bogus(DomainName apex, ExtendedDnsError error, ZoneTrust? parent, ZoneStep step, DateTimeOffset expires)
        : ZoneTrust(parent, step, expires)
    {
        public DomainName Apex { get; } = apex;

        public ExtendedDnsError Error { get; } = error;
    }

    /// <summary>A DS or DNSKEY could not be looked up: nothing is known.</summary>
    public sealed class Failed(LookupFailure failure, ZoneTrust? parent, ZoneStep? step, DateTimeOffset expires) : ZoneTrust(parent, step, expires)
    {
        public LookupFailure Failure { get; } = failure;
    }
}
