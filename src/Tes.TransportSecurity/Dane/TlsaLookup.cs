using Tes.Dns;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.TransportSecurity.Dane;

/// <summary>
/// What the search for a host's TLSA records came to (RFC 7672 §2.2): a closed set, made by <see cref="TlsaResolver"/>.
/// <see cref="Bogus"/> and <see cref="Failed"/> never mean absence: the host must not be used now (RFC 7672 §2.1.2).
/// </summary>
public abstract class TlsaLookup
{
    private TlsaLookup(IReadOnlyList<Answer> answers) => Answers = answers;

    /// <summary>The answers to the TLSA questions, one for each candidate base domain that was asked about, in order.</summary>
    public IReadOnlyList<Answer> Answers { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(
        Func<Usable, T> usable, Func<OnlyUnusable, T> onlyUnusable, Func<NotApplicable, T> notApplicable, Func<Bogus, T> bogus, Func<Failed, T> failed);

    /// <summary>A secure RRset with a usable record: TLS with authentication, or no delivery through this host.</summary>
    public sealed class Usable : TlsaLookup
    {
        internal Usable(IReadOnlyList<Answer> answers, DomainName tlsaBaseDomain, DomainName tlsaOwnerName, TlsaUsability records)
            : base(answers)
        {
            TlsaBaseDomain = tlsaBaseDomain;
            TlsaOwnerName = tlsaOwnerName;
            Records = records;
        }

        /// <summary>The base domain: to be sent as SNI (RFC 7672 §8.1) and first of the reference identifiers.</summary>
        public DomainName TlsaBaseDomain { get; }

        /// <summary>The name asked for: <c>_25._tcp.</c> and the base domain; CNAMEs behind it do not change it.</summary>
        public DomainName TlsaOwnerName { get; }

        /// <summary>The records.</summary>
        public TlsaUsability Records { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Usable, T> usable, Func<OnlyUnusable, T> onlyUnusable, Func<NotApplicable, T> notApplicable, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(usable, this);
    }

    /// <summary>A secure RRset without a usable record: TLS is mandatory, authentication impossible (RFC 7672 §2.2).</summary>
    public sealed class OnlyUnusable : TlsaLookup
    {
        internal OnlyUnusable(IReadOnlyList<Answer> answers, DomainName tlsaBaseDomain, DomainName tlsaOwnerName, IReadOnlyList<UnusableTlsa> records)
            : base(answers)
        {
            TlsaBaseDomain = tlsaBaseDomain;
            TlsaOwnerName = tlsaOwnerName;
            Records = records;
        }

        /// <summary>The base domain: to be sent as SNI.</summary>
        public DomainName TlsaBaseDomain { get; }

        /// <summary>The name asked for.</summary>
        public DomainName TlsaOwnerName { get; }

        /// <summary>One or more records, each with the reason.</summary>
        public IReadOnlyList<UnusableTlsa> Records { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Usable, T> usable, Func<OnlyUnusable, T> onlyUnusable, Func<NotApplicable, T> notApplicable, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(onlyUnusable, this);
    }

    /// <summary>DANE does not apply to the host: opportunistic TLS as before DANE.</summary>
    public sealed class NotApplicable : TlsaLookup
    {
        internal NotApplicable(IReadOnlyList<Answer> answers, TlsaAbsence reason)
            : base(answers) => Reason = reason;

        /// <summary>Why not.</summary>
        public TlsaAbsence Reason { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Usable, T> usable, Func<OnlyUnusable, T> onlyUnusable, Func<NotApplicable, T> notApplicable, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(notApplicable, this);
    }

    /// <summary>The answer must be validly signed and is not.</summary>
    public sealed class Bogus : TlsaLookup
    {
        internal Bogus(IReadOnlyList<Answer> answers, DomainName tlsaOwnerName, ExtendedDnsError error)
            : base(answers)
        {
            TlsaOwnerName = tlsaOwnerName;
            Error = error;
        }

        /// <summary>The name asked for.</summary>
        public DomainName TlsaOwnerName { get; }

        /// <summary>What breaks it.</summary>
        public ExtendedDnsError Error { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Usable, T> usable, Func<OnlyUnusable, T> onlyUnusable, Func<NotApplicable, T> notApplicable, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(bogus, this);
    }

    /// <summary>The look-up could not be completed.</summary>
    public sealed class Failed : TlsaLookup
    {
        internal Failed(IReadOnlyList<Answer> answers, DomainName tlsaOwnerName, LookupFailure failure)
            : base(answers)
        {
            TlsaOwnerName = tlsaOwnerName;
            Failure = failure;
        }

        /// <summary>The name asked for.</summary>
        public DomainName TlsaOwnerName { get; }

        /// <summary>What went wrong.</summary>
        public LookupFailure Failure { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Usable, T> usable, Func<OnlyUnusable, T> onlyUnusable, Func<NotApplicable, T> notApplicable, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(failed, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
