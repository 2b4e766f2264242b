using Tes.Dns.Messages;

namespace Tes.Resolver.Iteration;

/// <summary>What came of a query to one server.</summary>
internal abstract class ExchangeOutcome
{
    private ExchangeOutcome()
    {
    }

    /// <summary>A response to the query, from the address that was asked; it may be truncated.</summary>
    public sealed class Answered(Message response) : ExchangeOutcome
    {
        public Message Response { get; } = response;
    }

    /// <summary>Something with the right id from the right address that is no readable message.</summary>
    public sealed class Unreadable : ExchangeOutcome
    {
        private Unreadable()
        {
        }

        public static Unreadable Instance { get; } = new();
    }

    /// <summary>Nothing in time.</summary>
    public sealed class Silent : ExchangeOutcome
    {
        private Silent()
        {
        }

        public static Silent Instance { get; } = new();
    }

    /// <summary>It could not be sent, or the connection was refused or broke.</summary>
    public sealed class Unreachable(Reach reach, string reason) : ExchangeOutcome
    {
        public Reach Reach { get; } = reach;

        /// <summary>One clause, safe to show.</summary>
        public string Reason { get; } = reason;
    }
}
