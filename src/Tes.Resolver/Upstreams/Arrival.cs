using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>What came of a query.</summary>
internal abstract class Arrival
{
    private Arrival(PendingQuery query) => Query = query;

    public PendingQuery Query { get; }

    /// <summary>A response to the query, of whatever RCODE and maybe truncated.</summary>
    public sealed class Reply(PendingQuery query, Message response) : Arrival(query)
    {
        public Message Response { get; } = response;
    }

    /// <summary>The course broke: no route, a closed port, a connection that could not be made or broke, octets that are no DNS.</summary>
    /// <param name="query">The query.</param>
    /// <param name="kind">Unreachable, Malformed or BudgetExceeded.</param>
    /// <param name="reason">One clause, safe to show.</param>
    public sealed class Breakage(PendingQuery query, LookupFailureKind kind, string reason) : Arrival(query)
    {
        public LookupFailureKind Kind { get; } = kind;

        public string Reason { get; } = reason;
    }

    /// <summary>The transport was closed.</summary>
    public sealed class Closed(PendingQuery query) : Arrival(query);
}
