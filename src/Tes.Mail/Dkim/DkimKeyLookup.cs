using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dkim;

/// <summary>What is published under the name of a key (RFC 6376 §3.6.2, §6.1.2): a closed set, made by <see cref="DkimKeyResolver"/>.</summary>
public abstract class DkimKeyLookup
{
    private DkimKeyLookup(Answer answer) => Answer = answer;

    /// <summary>The answer to the TXT question.</summary>
    public Answer Answer { get; }

    /// <summary>The status of the answer, CNAMEs included.</summary>
    public SecurityStatus Security => Answer.Security;

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(
        Func<Published, T> published, Func<Malformed, T> malformed, Func<None, T> none, Func<Bogus, T> bogus, Func<Failed, T> failed);

    /// <summary>One well-formed key record, or several, which RFC 6376 §3.6.2.2 leaves undefined.</summary>
    public sealed class Published : DkimKeyLookup
    {
        internal Published(Answer answer, IReadOnlyList<DkimKeyRecord> records, IReadOnlyList<MalformedDkimRecord> others)
            : base(answer)
        {
            Records = records;
            Others = others;
        }

        /// <summary>The records, at most <see cref="DkimLimits.MaxKeyRecords"/>, in an order that does not depend on the name server.</summary>
        public IReadOnlyList<DkimKeyRecord> Records { get; }

        /// <summary>TXT records beside them that are no key records.</summary>
        public IReadOnlyList<MalformedDkimRecord> Others { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<Malformed, T> malformed, Func<None, T> none, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(published, this);
    }

    /// <summary>There are TXT records, and none is a well-formed key record.</summary>
    public sealed class Malformed : DkimKeyLookup
    {
        internal Malformed(Answer answer, IReadOnlyList<MalformedDkimRecord> records)
            : base(answer) => Records = records;

        /// <summary>The records; one or more.</summary>
        public IReadOnlyList<MalformedDkimRecord> Records { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<Malformed, T> malformed, Func<None, T> none, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(malformed, this);
    }

    /// <summary>No TXT record: no key for signature.</summary>
    public sealed class None : DkimKeyLookup
    {
        internal None(Answer answer)
            : base(answer)
        {
        }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<Malformed, T> malformed, Func<None, T> none, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(none, this);
    }

    /// <summary>The answer must be validly signed and is not: nothing is known of the key.</summary>
    public sealed class Bogus : DkimKeyLookup
    {
        internal Bogus(Answer.Bogus answer)
            : base(answer) => Error = answer.Error;

        /// <summary>What breaks it.</summary>
        public ExtendedDnsError Error { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<Malformed, T> malformed, Func<None, T> none, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(bogus, this);
    }

    /// <summary>The look-up could not be completed.</summary>
    public sealed class Failed : DkimKeyLookup
    {
        internal Failed(Answer.Failed answer)
            : base(answer) => Failure = answer.Failure;

        /// <summary>What went wrong.</summary>
        public LookupFailure Failure { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<Malformed, T> malformed, Func<None, T> none, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(failed, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
