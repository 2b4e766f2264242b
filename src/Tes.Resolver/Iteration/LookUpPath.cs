using Tes.Dns;

namespace Tes.Resolver.Iteration;

/// <summary>
/// How a look-up came to be needed: for the question itself, or for the address of a name server that another look-up depends
/// on. All on one path share one budget, and none may depend on itself.
/// </summary>
internal sealed class LookUpPath
{
    private readonly DomainName? _nameServer;
    private readonly LookUpPath? _above;

    public LookUpPath(QueryBudget budget) => Budget = budget;

    private LookUpPath(LookUpPath above, DomainName nameServer)
    {
        Budget = above.Budget;
        Depth = above.Depth + 1;
        _above = above;
        _nameServer = nameServer;
    }

    public QueryBudget Budget { get; }

    /// <summary>0 for the question itself.</summary>
    public int Depth { get; }

    /// <summary>The path of the look-up of a name server's address; null where it would be too long or lead in a circle.</summary>
    public LookUpPath? To(DomainName nameServer)
    {
        if (Depth >= IterationLimits.MaxNesting)
            return null;
        for (LookUpPath? step = this; step is not null; step = step._above)
        {
            if (step._nameServer == nameServer)
                return null;
        }

        return new LookUpPath(this, nameServer);
    }
}
