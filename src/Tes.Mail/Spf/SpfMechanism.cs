using System.Net;

namespace Tes.Mail.Spf;

/// <summary>A mechanism (RFC 7208 §5): a closed set.</summary>
public abstract class SpfMechanism
{
    private SpfMechanism()
    {
    }

    /// <summary>Whether evaluating it asks the DNS and counts towards <see cref="SpfLimits.MaxLookupTerms"/> (RFC 7208 §4.6.4).</summary>
    public SpfLookupCost Cost => this is All or Ip4 or Ip6 ? SpfLookupCost.None : SpfLookupCost.CountsAsLookup;

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(
        Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists);

    /// <summary>Always matches (RFC 7208 §5.1).</summary>
    public sealed class All : SpfMechanism
    {
        internal All()
        {
        }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists) =>
            Choose(all, this);
    }

    /// <summary>Matches where another domain's record passes (RFC 7208 §5.2).</summary>
    public sealed class Include : SpfMechanism
    {
        internal Include(DomainSpec domain) => Domain = domain;

        /// <summary>The other domain.</summary>
        public DomainSpec Domain { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists) =>
            Choose(include, this);
    }

    /// <summary>Matches addresses of a domain (RFC 7208 §5.3).</summary>
    public sealed class A : SpfMechanism
    {
        internal A(DomainSpec? domain, int ip4PrefixLength, int ip6PrefixLength)
        {
            Domain = domain;
            Ip4PrefixLength = ip4PrefixLength;
            Ip6PrefixLength = ip6PrefixLength;
        }

        /// <summary>The domain; null for the one whose record this is.</summary>
        public DomainSpec? Domain { get; }

        /// <summary>0 to 32.</summary>
        public int Ip4PrefixLength { get; }

        /// <summary>0 to 128.</summary>
        public int Ip6PrefixLength { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists) =>
            Choose(a, this);
    }

    /// <summary>Matches addresses of a domain's MX hosts (RFC 7208 §5.4).</summary>
    public sealed class Mx : SpfMechanism
    {
        internal Mx(DomainSpec? domain, int ip4PrefixLength, int ip6PrefixLength)
        {
            Domain = domain;
            Ip4PrefixLength = ip4PrefixLength;
            Ip6PrefixLength = ip6PrefixLength;
        }

        /// <summary>The domain; null for the one whose record this is.</summary>
        public DomainSpec? Domain { get; }

        /// <summary>0 to 32.</summary>
        public int Ip4PrefixLength { get; }

        /// <summary>0 to 128.</summary>
        public int Ip6PrefixLength { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists) =>
            Choose(mx, this);
    }

    /// <summary>Matches validated names of the client; not to be used (RFC 7208 §5.5).</summary>
    public sealed class Ptr : SpfMechanism
    {
        internal Ptr(DomainSpec? domain) => Domain = domain;

        /// <summary>The domain; null for the one whose record this is.</summary>
        public DomainSpec? Domain { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists) =>
            Choose(ptr, this);
    }

    /// <summary>Matches a range of IPv4 addresses (RFC 7208 §5.6).</summary>
    public sealed class Ip4 : SpfMechanism
    {
        internal Ip4(IPAddress network, int prefixLength)
        {
            Network = network;
            PrefixLength = prefixLength;
        }

        /// <summary>An address in the range.</summary>
        public IPAddress Network { get; }

        /// <summary>0 to 32.</summary>
        public int PrefixLength { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists) =>
            Choose(ip4, this);
    }

    /// <summary>Matches a range of IPv6 addresses (RFC 7208 §5.6).</summary>
    public sealed class Ip6 : SpfMechanism
    {
        internal Ip6(IPAddress network, int prefixLength)
        {
            Network = network;
            PrefixLength = prefixLength;
        }

        /// <summary>An address in the range.</summary>
        public IPAddress Network { get; }

        /// <summary>0 to 128.</summary>
        public int PrefixLength { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists) =>
            Choose(ip6, this);
    }

    /// <summary>Matches where a name has an A record (RFC 7208 §5.7).</summary>
    public sealed class Exists : SpfMechanism
    {
        internal Exists(DomainSpec domain) => Domain = domain;

        /// <summary>The name.</summary>
        public DomainSpec Domain { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<All, T> all, Func<Include, T> include, Func<A, T> a, Func<Mx, T> mx, Func<Ptr, T> ptr, Func<Ip4, T> ip4, Func<Ip6, T> ip6, Func<Exists, T> exists) =>
            Choose(exists, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
