using Tes.Dns;

namespace Tes.Mail.Messages;

/// <summary>
/// Who a message says has written it: the From field (RFC 5322 §3.6.2), read by RFC 5322 §3.4 with its obsolete forms, groups
/// (RFC 6854) and UTF-8 (RFC 6532). A closed set.
/// </summary>
public abstract record AuthorAddresses
{
    private AuthorAddresses()
    {
    }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Read, T> read, Func<Absent, T> absent, Func<Malformed, T> malformed);

    /// <summary>Reads all From fields of a message.</summary>
    public static AuthorAddresses Of(MailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var mailboxes = new List<Mailbox>();
        int fields = 0;
        foreach (HeaderField field in message.FieldsNamed("From"))
        {
            fields++;
            if (!AddressListReader.TryRead(field.Value.Span, mailboxes, out ParseFailure failure))
                return new Malformed(field, failure);
        }

        return fields == 0 ? new Absent() : new Read(mailboxes, fields);
    }

    /// <summary>Every From field could be read.</summary>
    public sealed record Read : AuthorAddresses
    {
        internal Read(IReadOnlyList<Mailbox> mailboxes, int fieldCount)
        {
            Mailboxes = mailboxes;
            FieldCount = fieldCount;
        }

        /// <summary>The addresses of all From fields, in order; none where there are only empty groups (RFC 6854).</summary>
        public IReadOnlyList<Mailbox> Mailboxes { get; }

        /// <summary>From fields: 1, or more in a message that RFC 5322 §3.6 does not allow.</summary>
        public int FieldCount { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Read, T> read, Func<Absent, T> absent, Func<Malformed, T> malformed) => Choose(read, this);
    }

    /// <summary>There is no From field.</summary>
    public sealed record Absent : AuthorAddresses
    {
        internal Absent()
        {
        }

        /// <inheritdoc/>
        public override T Match<T>(Func<Read, T> read, Func<Absent, T> absent, Func<Malformed, T> malformed) => Choose(absent, this);
    }

    /// <summary>A From field cannot be read, so nothing is known of the authors.</summary>
    public sealed record Malformed : AuthorAddresses
    {
        internal Malformed(HeaderField field, ParseFailure failure)
        {
            Field = field;
            Failure = failure;
        }

        /// <summary>The first that cannot be read.</summary>
        public HeaderField Field { get; }

        /// <summary>What is wrong with it, and where in its value, in octets.</summary>
        public ParseFailure Failure { get; }

        /// <summary>Whether a system with the ICU library might read it: nothing is known against the field.</summary>
        public bool IsUnreadableHere => Failure.Reason == AddressListReader.UnconvertedDomain;

        /// <inheritdoc/>
        public override T Match<T>(Func<Read, T> read, Func<Absent, T> absent, Func<Malformed, T> malformed) => Choose(malformed, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
