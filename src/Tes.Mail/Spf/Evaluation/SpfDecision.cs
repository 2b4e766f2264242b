namespace Tes.Mail.Spf.Evaluation;

/// <summary>What decided the result of a record: a closed set.</summary>
public abstract class SpfDecision
{
    private SpfDecision(SpfResult result) => Result = result;

    /// <summary>The result.</summary>
    public SpfResult Result { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(
        Func<Matched, T> matched, Func<NothingMatched, T> nothingMatched, Func<Redirected, T> redirected, Func<NoRecord, T> noRecord, Func<Error, T> error);

    /// <summary>A mechanism matched: pass, fail, softfail or neutral by its qualifier (RFC 7208 §4.6.2).</summary>
    public sealed class Matched : SpfDecision
    {
        internal Matched(SpfResult result, SpfTermTrace term)
            : base(result) => Term = term;

        /// <summary>The term.</summary>
        public SpfTermTrace Term { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Matched, T> matched, Func<NothingMatched, T> nothingMatched, Func<Redirected, T> redirected, Func<NoRecord, T> noRecord, Func<Error, T> error) =>
            Choose(matched, this);
    }

    /// <summary>No mechanism matched and there is no redirect: neutral (RFC 7208 §4.7).</summary>
    public sealed class NothingMatched : SpfDecision
    {
        internal NothingMatched()
            : base(SpfResult.Neutral)
        {
        }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Matched, T> matched, Func<NothingMatched, T> nothingMatched, Func<Redirected, T> redirected, Func<NoRecord, T> noRecord, Func<Error, T> error) =>
            Choose(nothingMatched, this);
    }

    /// <summary>No mechanism matched and the result is that of the domain redirected to (RFC 7208 §6.1).</summary>
    public sealed class Redirected : SpfDecision
    {
        internal Redirected(SpfRecordTrace record)
            : base(record.Result) => Record = record;

        /// <summary>The other record.</summary>
        public SpfRecordTrace Record { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Matched, T> matched, Func<NothingMatched, T> nothingMatched, Func<Redirected, T> redirected, Func<NoRecord, T> noRecord, Func<Error, T> error) =>
            Choose(redirected, this);
    }

    /// <summary>No domain that can be looked up, or no record there: none (RFC 7208 §4.3 and §4.5).</summary>
    public sealed class NoRecord : SpfDecision
    {
        internal NoRecord(string reason)
            : base(SpfResult.None) => Reason = reason;

        /// <summary>One clause, safe to show.</summary>
        public string Reason { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Matched, T> matched, Func<NothingMatched, T> nothingMatched, Func<Redirected, T> redirected, Func<NoRecord, T> noRecord, Func<Error, T> error) =>
            Choose(noRecord, this);
    }

    /// <summary>Temperror or permerror.</summary>
    public sealed class Error : SpfDecision
    {
        internal Error(SpfProblem problem, string reason)
            : base(problem is SpfProblem.LookupFailed or SpfProblem.Bogus or SpfProblem.TimeLimit ? SpfResult.TempError : SpfResult.PermError)
        {
            Problem = problem;
            Reason = reason;
        }

        /// <summary>What is wrong.</summary>
        public SpfProblem Problem { get; }

        /// <summary>One clause. May quote a peer: to be escaped wherever it is shown.</summary>
        public string Reason { get; }

        /// <inheritdoc/>
        public override T Match<T>(
            Func<Matched, T> matched, Func<NothingMatched, T> nothingMatched, Func<Redirected, T> redirected, Func<NoRecord, T> noRecord, Func<Error, T> error) =>
            Choose(error, this);
    }

    private static T Choose<TCase, T>(Func<TCase, T> function, TCase self)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function(self);
    }
}
