using Tes.Dns;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.TransportSecurity.Mx;

/// <summary>The addresses of one mail host, and whether TLSA records may be looked for: a closed set, made by <see cref="MxHostResolver"/>.</summary>
public abstract class MxHostResolution
{
    private MxHostResolution(DomainName host, IReadOnlyList<Answer> answers)
    {
        Host = host;
        Answers = answers;
    }

    /// <summary>The MX host, or the next-hop domain itself under an implicit MX.</summary>
    public DomainName Host { get; }

    /// <summary>The answers to the address questions that were asked: A, then AAAA.</summary>
    public IReadOnlyList<Answer> Answers { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Resolved, T> resolved, Func<NoAddress, T> noAddress, Func<Bogus, T> bogus, Func<Failed, T> failed);

    /// <summary>There is an address.</summary>
    public sealed class Resolved : MxHostResolution
    {
        internal Resolved(
            DomainName host, IReadOnlyList<Answer> answers, IReadOnlyList<HostAddress> addresses, DomainName expandedName,
            IReadOnlyList<DomainName> tlsaBaseDomainCandidates, bool truncated)
            : base(host, answers)
        {
            Addresses = addresses;
            ExpandedName = expandedName;
            TlsaBaseDomainCandidates = tlsaBaseDomainCandidates;
            Completeness = truncated ? AddressCompleteness.OverLimit
                : answers.Any(answer => answer is Answer.Bogus or Answer.Failed) ? AddressCompleteness.OneFamilyUnknown
                : AddressCompleteness.Complete;
        }

        /// <summary>One or more addresses: those of A, then those of AAAA, in the order of the answers.</summary>
        public IReadOnlyList<HostAddress> Addresses { get; }

        /// <summary>The strongest status among the families: one that validates is enough (RFC 7672 §2.2.2).</summary>
        public SecurityStatus Security => Addresses.Max(address => address.Security);

        /// <summary>The host behind its CNAMEs; the host itself where there are none.</summary>
        public DomainName ExpandedName { get; }

        /// <summary>
        /// Where TLSA records may be, in the order to ask (RFC 7672 §2.2.2): the expanded name and then the host where all is
        /// secure, only the host where its own CNAME is secure but the addresses are not, none where nothing is secure.
        /// </summary>
        public IReadOnlyList<DomainName> TlsaBaseDomainCandidates { get; }

        /// <summary>Whether these are all addresses; where a family is unknown, its answer in <see cref="MxHostResolution.Answers"/> says why.</summary>
        public AddressCompleteness Completeness { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Resolved, T> resolved, Func<NoAddress, T> noAddress, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(resolved, this);
    }

    /// <summary>The host has no address in the families asked for, or does not exist.</summary>
    public sealed class NoAddress : MxHostResolution
    {
        internal NoAddress(DomainName host, IReadOnlyList<Answer> answers, Absence absence, SecurityStatus security)
            : base(host, answers)
        {
            Absence = absence;
            Security = security;
        }

        /// <summary>Whether the name does not exist or only has no address.</summary>
        public Absence Absence { get; }

        /// <summary>The weakest status among the denials.</summary>
        public SecurityStatus Security { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Resolved, T> resolved, Func<NoAddress, T> noAddress, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(noAddress, this);
    }

    /// <summary>An answer must be validly signed and is not, and no other family has an address: the host cannot be used now (RFC 7672 §2.1.2).</summary>
    public sealed class Bogus : MxHostResolution
    {
        internal Bogus(DomainName host, IReadOnlyList<Answer> answers, ExtendedDnsError error)
            : base(host, answers) => Error = error;

        /// <summary>What breaks it.</summary>
        public ExtendedDnsError Error { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Resolved, T> resolved, Func<NoAddress, T> noAddress, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(bogus, this);
    }

    /// <summary>A look-up could not be completed, and no other family has an address: the host cannot be used now (RFC 7672 §2.1.2).</summary>
    public sealed class Failed : MxHostResolution
    {
        internal Failed(DomainName host, IReadOnlyList<Answer> answers, LookupFailure failure)
            : base(host, answers) => Failure = failure;

        /// <summary>What went wrong.</summary>
        public LookupFailure Failure { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Resolved, T> resolved, Func<NoAddress, T> noAddress, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(failed, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
