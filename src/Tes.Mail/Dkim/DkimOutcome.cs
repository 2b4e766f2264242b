using Tes.Dns;

namespace Tes.Mail.Dkim;

/// <summary>What came of one signature, in the words of RFC 8601 §2.7.1 (where "none" means that there is no signature): a closed set, made by <see cref="DkimVerifier"/> and <see cref="Arc.ArcVerifier"/> alone.</summary>
public abstract record DkimOutcome
{
    private DkimOutcome(string word, string reason)
    {
        Word = word;
        Reason = reason;
    }

    /// <summary>The word of RFC 8601.</summary>
    public string Word { get; }

    /// <summary>One clause for people, safe to show.</summary>
    public string Reason { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(
        Func<Pass, T> pass, Func<Fail, T> fail, Func<Policy, T> policy, Func<Neutral, T> neutral, Func<TempError, T> tempError, Func<PermError, T> permError);

    /// <summary>The message is as it was signed, by one who holds the key that the domain publishes.</summary>
    public sealed record Pass : DkimOutcome
    {
        internal Pass(DomainName signingDomain)
            : base("pass", "the signature verifies") => SigningDomain = signingDomain;

        /// <summary>Who takes responsibility for the message (d=).</summary>
        public DomainName SigningDomain { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Pass, T> pass, Func<Fail, T> fail, Func<Policy, T> policy, Func<Neutral, T> neutral, Func<TempError, T> tempError, Func<PermError, T> permError) =>
            Choose(pass, this);
    }

    /// <summary>The signature could be checked, and is wrong.</summary>
    public sealed record Fail : DkimOutcome
    {
        internal Fail(DkimFault fault, string reason)
            : base("fail", reason) => Fault = fault;

        /// <summary>Which rule.</summary>
        public DkimFault Fault { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Pass, T> pass, Func<Fail, T> fail, Func<Policy, T> policy, Func<Neutral, T> neutral, Func<TempError, T> tempError, Func<PermError, T> permError) =>
            Choose(fail, this);
    }

    /// <summary>The signature is of a kind that is not accepted: expired, SHA-1, a short key.</summary>
    public sealed record Policy : DkimOutcome
    {
        internal Policy(DkimFault fault, string reason)
            : base("policy", reason) => Fault = fault;

        /// <summary>Which rule.</summary>
        public DkimFault Fault { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Pass, T> pass, Func<Fail, T> fail, Func<Policy, T> policy, Func<Neutral, T> neutral, Func<TempError, T> tempError, Func<PermError, T> permError) =>
            Choose(policy, this);
    }

    /// <summary>The signature has a syntax error, or says something that is not known.</summary>
    public sealed record Neutral : DkimOutcome
    {
        internal Neutral(DkimFault fault, string reason)
            : base("neutral", reason) => Fault = fault;

        /// <summary>Which rule.</summary>
        public DkimFault Fault { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Pass, T> pass, Func<Fail, T> fail, Func<Policy, T> policy, Func<Neutral, T> neutral, Func<TempError, T> tempError, Func<PermError, T> permError) =>
            Choose(neutral, this);
    }

    /// <summary>The key could not be looked up, or came out bogus: another try may end otherwise.</summary>
    public sealed record TempError : DkimOutcome
    {
        internal TempError(DkimFault fault, string reason)
            : base("temperror", reason) => Fault = fault;

        /// <summary>Which rule.</summary>
        public DkimFault Fault { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Pass, T> pass, Func<Fail, T> fail, Func<Policy, T> policy, Func<Neutral, T> neutral, Func<TempError, T> tempError, Func<PermError, T> permError) =>
            Choose(tempError, this);
    }

    /// <summary>It cannot be verified, now or later: no key, a key of no use, From not signed.</summary>
    public sealed record PermError : DkimOutcome
    {
        internal PermError(DkimFault fault, string reason)
            : base("permerror", reason) => Fault = fault;

        /// <summary>Which rule.</summary>
        public DkimFault Fault { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Pass, T> pass, Func<Fail, T> fail, Func<Policy, T> policy, Func<Neutral, T> neutral, Func<TempError, T> tempError, Func<PermError, T> permError) =>
            Choose(permError, this);
    }

    /// <summary>The rule that is broken; null for <see cref="Pass"/>.</summary>
    public DkimFault? BrokenRule => Match<DkimFault?>(
        pass => null, fail => fail.Fault, policy => policy.Fault, neutral => neutral.Fault, tempError => tempError.Fault, permError => permError.Fault);

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
