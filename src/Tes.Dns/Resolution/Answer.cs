using Tes.Dns.Iana;
using Tes.Dns.Messages;

namespace Tes.Dns.Resolution;

/// <summary>
/// What a look-up came to: one of <see cref="Found"/>, <see cref="Absent"/>, <see cref="Bogus"/> and <see cref="Failed"/>.
/// Nothing falls through: <see cref="Match"/> makes every caller say what each case means.
/// </summary>
public abstract class Answer
{
    private Answer(Question question, IReadOnlyList<ValidatedRRset> aliases, ValidationTrace trace)
    {
        Question = question;
        Aliases = aliases;
        Trace = trace;
    }

    /// <summary>What was asked.</summary>
    public Question Question { get; }

    /// <summary>The CNAME RRsets (and DNAME RRsets before those they made) followed, in order, each with its own status.</summary>
    public IReadOnlyList<ValidatedRRset> Aliases { get; }

    /// <summary>How the chain of trust was walked.</summary>
    public ValidationTrace Trace { get; }

    /// <summary>
    /// The status of the whole, aliases included: the weakest of its parts. <see cref="SecurityStatus.Bogus"/> for
    /// <see cref="Bogus"/>, <see cref="SecurityStatus.Indeterminate"/> for <see cref="Failed"/>.
    /// </summary>
    public abstract SecurityStatus Security { get; }

    /// <summary>The name at the end of the alias chain; the name asked for where there are no aliases.</summary>
    public DomainName FinalName { get; private init; } = DomainName.Root;

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Found, T> found, Func<Absent, T> absent, Func<Bogus, T> bogus, Func<Failed, T> failed);

    /// <summary>The RRset exists; it is secure, insecure or indeterminate.</summary>
    public sealed class Found : Answer
    {
        /// <summary>Makes the case.</summary>
        public Found(Question question, IReadOnlyList<ValidatedRRset> aliases, ValidatedRRset rrset, ValidationTrace trace)
            : base(question, aliases, trace)
        {
            ArgumentNullException.ThrowIfNull(rrset);
            RRset = rrset;
            FinalName = rrset.RRset.Owner;
            Security = aliases.Aggregate(rrset.Security, (weakest, alias) => alias.Security < weakest ? alias.Security : weakest);
            if (Security == SecurityStatus.Bogus)
                throw new ArgumentException("Bogus data is a case of its own.", nameof(rrset));
        }

        /// <summary>The RRset with its own status, aliases aside.</summary>
        public ValidatedRRset RRset { get; }

        /// <inheritdoc/>
        public override SecurityStatus Security { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Found, T> found, Func<Absent, T> absent, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(found, this);
    }

    /// <summary>The RRset does not exist, or is said not to: proven so when secure.</summary>
    public sealed class Absent : Answer
    {
        /// <summary>Makes the case.</summary>
        public Absent(
            Question question, IReadOnlyList<ValidatedRRset> aliases, DomainName finalName, Absence absence, SecurityStatus denialSecurity,
            ExtendedDnsError? error, IReadOnlyList<ValidatedRRset> proof, ValidationTrace trace)
            : base(question, aliases, trace)
        {
            FinalName = finalName;
            Absence = absence;
            Error = error;
            Proof = proof;
            Security = aliases.Aggregate(denialSecurity, (weakest, alias) => alias.Security < weakest ? alias.Security : weakest);
            if (Security == SecurityStatus.Bogus)
                throw new ArgumentException("Bogus data is a case of its own.", nameof(denialSecurity));
        }

        /// <summary>Whether the name or only the type is absent.</summary>
        public Absence Absence { get; }

        /// <summary>Why the denial is not secure; null when it is, or when there is nothing to say.</summary>
        public ExtendedDnsError? Error { get; }

        /// <summary>The NSEC or NSEC3 RRsets that prove it; empty when insecure.</summary>
        public IReadOnlyList<ValidatedRRset> Proof { get; }

        /// <summary>Seconds for which the absence may be kept (RFC 2308 §5); 0 when that is not known.</summary>
        public uint Ttl { get; init; }

        /// <inheritdoc/>
        public override SecurityStatus Security { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Found, T> found, Func<Absent, T> absent, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(absent, this);
    }

    /// <summary>Something that must be validly signed is not: nothing in it may be used, least of all as absence.</summary>
    public sealed class Bogus : Answer
    {
        /// <summary>Makes the case.</summary>
        public Bogus(
            Question question, IReadOnlyList<ValidatedRRset> aliases, DomainName finalName, ResponseCode responseCode,
            IReadOnlyList<ValidatedRRset> rrsets, ExtendedDnsError error, ValidationTrace trace)
            : base(question, aliases, trace)
        {
            FinalName = finalName;
            ResponseCode = responseCode;
            RRsets = rrsets;
            Error = error;
        }

        /// <summary>RCODE of the response that carried it.</summary>
        public ResponseCode ResponseCode { get; }

        /// <summary>The RRsets concerned, for diagnosis only.</summary>
        public IReadOnlyList<ValidatedRRset> RRsets { get; }

        /// <summary>What breaks it: the code of RFC 8914 and the one record or proof at fault.</summary>
        public ExtendedDnsError Error { get; }

        /// <inheritdoc/>
        public override SecurityStatus Security => SecurityStatus.Bogus;

        /// <inheritdoc/>
        public override T Match<T>(Func<Found, T> found, Func<Absent, T> absent, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(bogus, this);
    }

    /// <summary>The look-up could not be completed.</summary>
    public sealed class Failed : Answer
    {
        /// <summary>Makes the case.</summary>
        public Failed(Question question, IReadOnlyList<ValidatedRRset> aliases, DomainName finalName, LookupFailure failure, ValidationTrace trace)
            : base(question, aliases, trace)
        {
            FinalName = finalName;
            Failure = failure;
        }

        /// <summary>What went wrong.</summary>
        public LookupFailure Failure { get; }

        /// <inheritdoc/>
        public override SecurityStatus Security => SecurityStatus.Indeterminate;

        /// <inheritdoc/>
        public override T Match<T>(Func<Found, T> found, Func<Absent, T> absent, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(failed, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
