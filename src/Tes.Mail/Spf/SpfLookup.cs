using Tes.Dns;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Mail.Spf;

/// <summary>What a domain publishes about SPF (RFC 7208 §4.4 and §4.5): a closed set, made by <see cref="SpfResolver"/>.</summary>
public abstract class SpfLookup
{
    private SpfLookup(Answer answer) => Answer = answer;

    /// <summary>The answer to the TXT question.</summary>
    public Answer Answer { get; }

    /// <summary>The status of the answer, CNAMEs included.</summary>
    public SecurityStatus Security => Answer.Security;

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(
        Func<Published, T> published, Func<None, T> none, Func<Multiple, T> multiple, Func<Malformed, T> malformed, Func<Bogus, T> bogus, Func<Failed, T> failed);

    /// <summary>One valid record.</summary>
    public sealed class Published : SpfLookup
    {
        internal Published(Answer answer, SpfRecord record)
            : base(answer) => Record = record;

        /// <summary>The record.</summary>
        public SpfRecord Record { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<None, T> none, Func<Multiple, T> multiple, Func<Malformed, T> malformed, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(published, this);
    }

    /// <summary>No SPF record: result "none".</summary>
    public sealed class None : SpfLookup
    {
        internal None(Answer answer)
            : base(answer)
        {
        }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<None, T> none, Func<Multiple, T> multiple, Func<Malformed, T> malformed, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(none, this);
    }

    /// <summary>More than one SPF record: result "permerror".</summary>
    public sealed class Multiple : SpfLookup
    {
        internal Multiple(Answer answer, IReadOnlyList<string> texts)
            : base(answer) => Texts = texts;

        /// <summary>The records, one character an octet: a peer's text, to be escaped wherever it is shown.</summary>
        public IReadOnlyList<string> Texts { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<None, T> none, Func<Multiple, T> multiple, Func<Malformed, T> malformed, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(multiple, this);
    }

    /// <summary>One record with a syntax error: result "permerror".</summary>
    public sealed class Malformed : SpfLookup
    {
        internal Malformed(Answer answer, string text, ParseFailure failure)
            : base(answer)
        {
            Text = text;
            Failure = failure;
        }

        /// <summary>The record, one character an octet: a peer's text, to be escaped wherever it is shown.</summary>
        public string Text { get; }

        /// <summary>What is wrong, and where in <see cref="Text"/>.</summary>
        public ParseFailure Failure { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<None, T> none, Func<Multiple, T> multiple, Func<Malformed, T> malformed, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(malformed, this);
    }

    /// <summary>The answer must be validly signed and is not: result "temperror".</summary>
    public sealed class Bogus : SpfLookup
    {
        internal Bogus(Answer.Bogus answer)
            : base(answer) => Error = answer.Error;

        /// <summary>What breaks it.</summary>
        public ExtendedDnsError Error { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<None, T> none, Func<Multiple, T> multiple, Func<Malformed, T> malformed, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(bogus, this);
    }

    /// <summary>The look-up could not be completed: result "temperror" (RFC 7208 §4.4).</summary>
    public sealed class Failed : SpfLookup
    {
        internal Failed(Answer.Failed answer)
            : base(answer) => Failure = answer.Failure;

        /// <summary>What went wrong.</summary>
        public LookupFailure Failure { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Published, T> published, Func<None, T> none, Func<Multiple, T> multiple, Func<Malformed, T> malformed, Func<Bogus, T> bogus, Func<Failed, T> failed) =>
            Choose(failed, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
