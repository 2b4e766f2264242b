namespace Tes.Mail.Arc;

/// <summary>What came of the chain of a message (RFC 8617 §5.2): a closed set, made by <see cref="ArcVerifier"/> alone.</summary>
public abstract record ArcOutcome
{
    private ArcOutcome(ChainValidationStatus status, string reason)
    {
        Status = status;
        Reason = reason;
    }

    /// <summary>
    /// The status of RFC 8617 §4.4, which knows no temporary error: <see cref="TempError"/> is fail too (§5.2.1). What may end otherwise
    /// at another try is told from what may not by the case, never by this.
    /// </summary>
    public ChainValidationStatus Status { get; }

    /// <summary>The word of the status, as RFC 8601 results have it.</summary>
    public string Word => ArcWords.Of(Status);

    /// <summary>One clause for people, safe to show.</summary>
    public string Reason { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<None, T> none, Func<Pass, T> pass, Func<Fail, T> fail, Func<TempError, T> tempError);

    /// <summary>The message has no ARC field.</summary>
    public sealed record None : ArcOutcome
    {
        internal None()
            : base(ChainValidationStatus.None, "the message has no ARC set")
        {
        }

        /// <inheritdoc/>
        public override T Match<T>(Func<None, T> none, Func<Pass, T> pass, Func<Fail, T> fail, Func<TempError, T> tempError) => Choose(none, this);
    }

    /// <summary>
    /// The chain is whole, and what the newest message signature signs is as the newest sealer sent it. That need not be the whole message:
    /// <see cref="Dkim.DkimSignatureReport.UnsignedBodyOctets"/> and <see cref="Dkim.DkimSignatureReport.PartlySignedFields"/> say what it leaves out.
    /// </summary>
    public sealed record Pass : ArcOutcome
    {
        internal Pass(int oldestPass)
            : base(ChainValidationStatus.Pass, "every seal and the newest message signature verify") => OldestPass = oldestPass;

        /// <summary>
        /// The lowest instance from which on all message signatures pass; 0 where all do (RFC 8617 §5.2 step 5). That before it does not
        /// pass: the message was changed since, or the signature has expired, or its key is gone or could not be looked up.
        /// </summary>
        public int OldestPass { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<None, T> none, Func<Pass, T> pass, Func<Fail, T> fail, Func<TempError, T> tempError) => Choose(pass, this);
    }

    /// <summary>The chain is broken, for good.</summary>
    public sealed record Fail : ArcOutcome
    {
        internal Fail(ArcFault fault, int? instance, string reason)
            : base(ChainValidationStatus.Fail, reason) => (Fault, Instance) = (fault, instance);

        /// <summary>Which rule.</summary>
        public ArcFault Fault { get; }

        /// <summary>The set that breaks it; null where it is none or no single one.</summary>
        public int? Instance { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<None, T> none, Func<Pass, T> pass, Func<Fail, T> fail, Func<TempError, T> tempError) => Choose(fail, this);
    }

    /// <summary>
    /// A key that decides could not be looked up, or came out bogus, and nothing else is wrong: another try may end otherwise. Who must
    /// decide now takes it for fail (RFC 8617 §5.2.1).
    /// </summary>
    public sealed record TempError : ArcOutcome
    {
        internal TempError(int instance, string reason)
            : base(ChainValidationStatus.Fail, reason) => Instance = instance;

        /// <summary>The set whose key it is.</summary>
        public int Instance { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<None, T> none, Func<Pass, T> pass, Func<Fail, T> fail, Func<TempError, T> tempError) => Choose(tempError, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
