namespace Tes.Fuzz;

/// <summary>The most that an input may cost: linear in its length, so that what grows faster is found.</summary>
/// <param name="BranchesPerOctet">Branches for each octet of input.</param>
/// <param name="AllocatedPerOctet">Octets allocated for each octet of input.</param>
/// <param name="BaseBranches">Branches that an empty input may take.</param>
/// <param name="BaseAllocated">Octets that an empty input may allocate.</param>
public sealed record WorkLimit(
    int BranchesPerOctet, int AllocatedPerOctet, int BaseBranches = WorkLimit.DefaultBaseBranches, int BaseAllocated = WorkLimit.DefaultBaseAllocated)
{
    /// <summary>Own choice: an input of a few octets may be told apart by hundreds of cases.</summary>
    public const int DefaultBaseBranches = 20_000;

    /// <summary>Own choice: buffers of a fixed size.</summary>
    public const int DefaultBaseAllocated = 64 * 1024;

    /// <summary>The limit for an input of <paramref name="length"/> octets.</summary>
    public Work For(int length) => new(BaseBranches + ((long)BranchesPerOctet * length), BaseAllocated + ((long)AllocatedPerOctet * length));

    /// <summary>Whether an input of <paramref name="length"/> octets may cost <paramref name="work"/>.</summary>
    public bool Allows(Work work, int length)
    {
        Work most = For(length);
        return work.Branches <= most.Branches && work.Allocated <= most.Allocated;
    }
}
