using System.Diagnostics;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>What one name publishes about DMARC (RFC 9989 §4.10, steps 1 and 2): a closed set, made by <see cref="DmarcResolver"/>.</summary>
public abstract record DmarcLookup
{
    private DmarcLookup(Answer? answer) => Answer = answer;

    /// <summary>The answer to the TXT question; null where the name with <c>_dmarc</c> in front would be too long to exist, and nothing was asked.</summary>
    public Answer? Answer { get; }

    /// <summary>The status of the answer, CNAMEs included; null where nothing was asked.</summary>
    public SecurityStatus? Security => Answer?.Security;

    /// <summary>Whether it is unknown what the name publishes.</summary>
    public bool IsUndetermined => this is Bogus or Failed;

    /// <summary>Calls the function for the case that this is.</summary>
    public T Match<T>(Func<Published, T> published, Func<None, T> none, Func<Multiple, T> multiple, Func<Bogus, T> bogus, Func<Failed, T> failed)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(none);
        ArgumentNullException.ThrowIfNull(multiple);
        ArgumentNullException.ThrowIfNull(bogus);
        ArgumentNullException.ThrowIfNull(failed);
        return this switch
        {
            Published one => published(one),
            None one => none(one),
            Multiple one => multiple(one),
            Bogus one => bogus(one),
            Failed one => failed(one),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>One DMARC Policy Record.</summary>
    public sealed record Published : DmarcLookup
    {
        internal Published(Answer answer, DmarcRecord record)
            : base(answer) => Record = record;

        /// <summary>The record.</summary>
        public DmarcRecord Record { get; }
    }

    /// <summary>No DMARC Policy Record.</summary>
    public sealed record None : DmarcLookup
    {
        internal None(Answer? answer)
            : base(answer)
        {
        }
    }

    /// <summary>More than one DMARC Policy Record: all are discarded.</summary>
    public sealed record Multiple : DmarcLookup
    {
        internal Multiple(Answer answer, IReadOnlyList<string> texts)
            : base(answer) => Texts = texts;

        /// <summary>The records in a stable order, one character an octet: a peer's text, to be escaped wherever it is shown.</summary>
        public IReadOnlyList<string> Texts { get; }
    }

    /// <summary>The answer must be validly signed and is not: nothing is known.</summary>
    public sealed record Bogus : DmarcLookup
    {
        internal Bogus(Answer.Bogus answer)
            : base(answer) => Error = answer.Error;

        /// <summary>What breaks it.</summary>
        public ExtendedDnsError Error { get; }
    }

    /// <summary>The look-up could not be completed: nothing is known.</summary>
    public sealed record Failed : DmarcLookup
    {
        internal Failed(Answer.Failed answer)
            : base(answer) => Failure = answer.Failure;

        /// <summary>What went wrong.</summary>
        public LookupFailure Failure { get; }
    }
}
