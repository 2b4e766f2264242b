using Tes.Dns;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.TransportSecurity.Mx;

/// <summary>
/// Which hosts take mail for a next-hop domain (RFC 5321 §5.1): a closed set, made by <see cref="MxResolver"/>.
/// </summary>
public abstract class MxResolution
{
    private MxResolution(DomainName nextHopDomain, Answer answer)
    {
        NextHopDomain = nextHopDomain;
        Answer = answer;
    }

    /// <summary>The domain that was asked for.</summary>
    public DomainName NextHopDomain { get; }

    /// <summary>The domain behind its CNAMEs; the same where there are none.</summary>
    public DomainName ExpandedNextHopDomain => Answer.FinalName;

    /// <summary>The answer to the MX question, with its chain of trust.</summary>
    public Answer Answer { get; }

    /// <summary>
    /// The status of the MX look-up, CNAMEs included. Only <see cref="SecurityStatus.Secure"/> binds the hosts to the domain;
    /// insecure and indeterminate are treated alike (RFC 7672 §2.1.1).
    /// </summary>
    public SecurityStatus Security => Answer.Security;

    /// <summary>The hosts that mail could go to, best preference first; empty where there are none or they are not known.</summary>
    public abstract IReadOnlyList<MxHost> Hosts { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(
        Func<Mx, T> mx, Func<Implicit, T> @implicit, Func<Null, T> @null, Func<NoSuchDomain, T> noSuchDomain, Func<Bogus, T> bogus, Func<Failed, T> failed);

    /// <summary>There are MX records that name hosts.</summary>
    public sealed class Mx : MxResolution
    {
        internal Mx(DomainName nextHopDomain, Answer answer, IReadOnlyList<MxHost> hosts, IReadOnlyList<MxRemark> remarks)
            : base(nextHopDomain, answer)
        {
            Hosts = hosts;
            Remarks = remarks;
        }

        /// <summary>One or more hosts, each once, by preference; those of equal preference in canonical order of their names.</summary>
        public override IReadOnlyList<MxHost> Hosts { get; }

        /// <summary>What is odd about the RRset.</summary>
        public IReadOnlyList<MxRemark> Remarks { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Mx, T> mx, Func<Implicit, T> @implicit, Func<Null, T> @null, Func<NoSuchDomain, T> noSuchDomain, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(mx, this);
    }

    /// <summary>The domain has no MX records: it is its own mail host (RFC 5321 §5.1), if it has addresses.</summary>
    public sealed class Implicit : MxResolution
    {
        internal Implicit(DomainName nextHopDomain, Answer.Absent answer)
            : base(nextHopDomain, answer) => Host = new MxHost(0, nextHopDomain);

        /// <summary>The domain as a host.</summary>
        public MxHost Host { get; }

        /// <inheritdoc/>
        public override IReadOnlyList<MxHost> Hosts => [Host];

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Mx, T> mx, Func<Implicit, T> @implicit, Func<Null, T> @null, Func<NoSuchDomain, T> noSuchDomain, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(@implicit, this);
    }

    /// <summary>The domain takes no mail and says so (RFC 7505).</summary>
    public sealed class Null : MxResolution
    {
        internal Null(DomainName nextHopDomain, Answer.Found answer, IReadOnlyList<MxRemark> remarks)
            : base(nextHopDomain, answer) => Remarks = remarks;

        /// <inheritdoc/>
        public override IReadOnlyList<MxHost> Hosts => [];

        /// <summary>What is odd about the RRset.</summary>
        public IReadOnlyList<MxRemark> Remarks { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Mx, T> mx, Func<Implicit, T> @implicit, Func<Null, T> @null, Func<NoSuchDomain, T> noSuchDomain, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(@null, this);
    }

    /// <summary>The domain, or the one that its CNAME points to, does not exist (NXDOMAIN).</summary>
    public sealed class NoSuchDomain : MxResolution
    {
        internal NoSuchDomain(DomainName nextHopDomain, Answer.Absent answer)
            : base(nextHopDomain, answer)
        {
        }

        /// <inheritdoc/>
        public override IReadOnlyList<MxHost> Hosts => [];

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Mx, T> mx, Func<Implicit, T> @implicit, Func<Null, T> @null, Func<NoSuchDomain, T> noSuchDomain, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(noSuchDomain, this);
    }

    /// <summary>The answer must be validly signed and is not: mail waits (RFC 7672 §2.1.2).</summary>
    public sealed class Bogus : MxResolution
    {
        internal Bogus(DomainName nextHopDomain, Answer.Bogus answer)
            : base(nextHopDomain, answer) => Error = answer.Error;

        /// <summary>What breaks it.</summary>
        public ExtendedDnsError Error { get; }

        /// <inheritdoc/>
        public override IReadOnlyList<MxHost> Hosts => [];

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Mx, T> mx, Func<Implicit, T> @implicit, Func<Null, T> @null, Func<NoSuchDomain, T> noSuchDomain, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(bogus, this);
    }

    /// <summary>The look-up could not be completed: mail waits (RFC 7672 §2.1.2).</summary>
    public sealed class Failed : MxResolution
    {
        internal Failed(DomainName nextHopDomain, Answer.Failed answer)
            : base(nextHopDomain, answer) => Failure = answer.Failure;

        /// <summary>What went wrong.</summary>
        public LookupFailure Failure { get; }

        /// <inheritdoc/>
        public override IReadOnlyList<MxHost> Hosts => [];

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Mx, T> mx, Func<Implicit, T> @implicit, Func<Null, T> @null, Func<NoSuchDomain, T> noSuchDomain, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(failed, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
