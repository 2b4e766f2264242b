namespace Tes.Resolver.Upstreams;

/// <summary>A socket or connection on which queries are under way.</summary>
internal interface IQueryChannel
{
    /// <summary>Nobody waits for this query any more.</summary>
    void Withdraw(PendingQuery query);
}
