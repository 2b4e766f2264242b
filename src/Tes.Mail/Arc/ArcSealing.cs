namespace Tes.Mail.Arc;

/// <summary>What came of sealing: a closed set.</summary>
public abstract record ArcSealing
{
    private ArcSealing()
    {
    }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Sealed, T> @sealed, Func<Refused, T> refused, Func<Unverified, T> unverified);

    /// <summary>There is a new set.</summary>
    public sealed record Sealed : ArcSealing
    {
        internal Sealed(ReadOnlyMemory<byte> fields, int instance, ChainValidationStatus chainValidation) =>
            (Fields, Instance, ChainValidation) = (fields, instance, chainValidation);

        /// <summary>ARC-Seal, ARC-Message-Signature and ARC-Authentication-Results, folded, CRLF at the end of each: they go in front of the message.</summary>
        public ReadOnlyMemory<byte> Fields { get; }

        /// <summary>i= of the set.</summary>
        public int Instance { get; }

        /// <summary>cv= of the seal. With <see cref="ChainValidationStatus.Fail"/> the seal covers this set alone (RFC 8617 §5.1.2), and nobody seals after it.</summary>
        public ChainValidationStatus ChainValidation { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Sealed, T> @sealed, Func<Refused, T> refused, Func<Unverified, T> unverified) => Choose(@sealed, this);
    }

    /// <summary>A set cannot be added, or would not last or not be believed.</summary>
    public sealed record Refused : ArcSealing
    {
        internal Refused(string reason) => Reason = reason;

        /// <summary>One clause for people, safe to show.</summary>
        public string Reason { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Sealed, T> @sealed, Func<Refused, T> refused, Func<Unverified, T> unverified) => Choose(refused, this);
    }

    /// <summary>
    /// A key of the chain could not be looked up: cv=fail would break for good what may be whole, and cv=pass is not known. Another try
    /// may end otherwise; a message that has to go on now goes on as it is.
    /// </summary>
    public sealed record Unverified : ArcSealing
    {
        internal Unverified(string reason) => Reason = reason;

        /// <summary>One clause for people, safe to show.</summary>
        public string Reason { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Sealed, T> @sealed, Func<Refused, T> refused, Func<Unverified, T> unverified) => Choose(unverified, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
