namespace Tes.Fuzz;

/// <summary>What one input cost. Counted and not timed, so that it is the same on every machine.</summary>
/// <param name="Branches">Branches taken in the instrumented assemblies; 0 where nothing is instrumented.</param>
/// <param name="Allocated">Octets allocated, those of the checks included.</param>
public sealed record Work(long Branches, long Allocated)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Branches} branches and {Allocated} octets of memory";
}
