using Tes.Mail.Spf.Evaluation;

namespace Tes.Mail.Verification;

/// <summary>What SPF says of the session that a message came in: a closed set. Not evaluated is not <c>none</c>: nobody asked.</summary>
public abstract record SpfVerification
{
    private SpfVerification()
    {
    }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Evaluated, T> evaluated, Func<NotEvaluated, T> notEvaluated);

    /// <summary>It was evaluated.</summary>
    /// <param name="Request">The session.</param>
    /// <param name="Evaluation">The outcome, with all that led to it.</param>
    public sealed record Evaluated(SpfRequest Request, SpfEvaluation Evaluation) : SpfVerification
    {
        /// <inheritdoc/>
        public override T Match<T>(Func<Evaluated, T> evaluated, Func<NotEvaluated, T> notEvaluated)
        {
            ArgumentNullException.ThrowIfNull(evaluated);
            return evaluated(this);
        }
    }

    /// <summary>The client is not known.</summary>
    public sealed record NotEvaluated : SpfVerification
    {
        /// <inheritdoc/>
        public override T Match<T>(Func<Evaluated, T> evaluated, Func<NotEvaluated, T> notEvaluated)
        {
            ArgumentNullException.ThrowIfNull(notEvaluated);
            return notEvaluated(this);
        }
    }
}
