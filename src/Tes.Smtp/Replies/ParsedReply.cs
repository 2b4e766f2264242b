namespace Tes.Smtp;

/// <summary>What a <see cref="ReplyParser"/> made of its input.</summary>
public abstract class ParsedReply
{
    private ParsedReply()
    {
    }

    /// <summary>Calls the function of the case at hand; every case must be given.</summary>
    public abstract T Match<T>(Func<Incomplete, T> incomplete, Func<Complete, T> complete, Func<Malformed, T> malformed);

    /// <summary>The reply is not at its end.</summary>
    public sealed class Incomplete : ParsedReply
    {
        private Incomplete()
        {
        }

        /// <summary>The only instance.</summary>
        public static Incomplete Instance { get; } = new();

        /// <inheritdoc/>
        public override T Match<T>(Func<Incomplete, T> incomplete, Func<Complete, T> complete, Func<Malformed, T> malformed)
        {
            ArgumentNullException.ThrowIfNull(incomplete);
            return incomplete(this);
        }
    }

    /// <summary>One whole reply.</summary>
    public sealed class Complete(SmtpReply reply) : ParsedReply
    {
        /// <summary>The reply.</summary>
        public SmtpReply Reply { get; } = reply;

        /// <inheritdoc/>
        public override T Match<T>(Func<Incomplete, T> incomplete, Func<Complete, T> complete, Func<Malformed, T> malformed)
        {
            ArgumentNullException.ThrowIfNull(complete);
            return complete(this);
        }
    }

    /// <summary>No reply of SMTP, or one beyond the limits. Nothing after it can be trusted to be in step.</summary>
    public sealed class Malformed(ProtocolFault fault, string detail) : ParsedReply
    {
        /// <summary>Which rule was broken.</summary>
        public ProtocolFault Fault { get; } = fault;

        /// <summary>A short English phrase of ours, safe to print.</summary>
        public string Detail { get; } = detail;

        /// <inheritdoc/>
        public override T Match<T>(Func<Incomplete, T> incomplete, Func<Complete, T> complete, Func<Malformed, T> malformed)
        {
            ArgumentNullException.ThrowIfNull(malformed);
            return malformed(this);
        }
    }
}
