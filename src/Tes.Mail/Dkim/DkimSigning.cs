namespace Tes.Mail.Dkim;

/// <summary>What came of signing: a closed set.</summary>
public abstract record DkimSigning
{
    private DkimSigning()
    {
    }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Signed, T> signed, Func<Refused, T> refused);

    /// <summary>One field for each key.</summary>
    public sealed record Signed : DkimSigning
    {
        internal Signed(ReadOnlyMemory<byte> fields) => Fields = fields;

        /// <summary>The DKIM-Signature fields in the order of the keys, folded, CRLF at the end of each: they go in front of the message.</summary>
        public ReadOnlyMemory<byte> Fields { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Signed, T> signed, Func<Refused, T> refused)
        {
            ArgumentNullException.ThrowIfNull(signed);
            return signed(this);
        }
    }

    /// <summary>A signature would break on the way, or could not be trusted.</summary>
    public sealed record Refused : DkimSigning
    {
        internal Refused(string reason) => Reason = reason;

        /// <summary>One clause for people, safe to show.</summary>
        public string Reason { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Signed, T> signed, Func<Refused, T> refused)
        {
            ArgumentNullException.ThrowIfNull(refused);
            return refused(this);
        }
    }
}
