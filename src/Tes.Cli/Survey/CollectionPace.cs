namespace Tes.Cli.Survey;

/// <summary>
/// Has the youngest generation collected whenever so much was allocated: the collector lets it grow to 400 MB on machines that have much
/// memory, which a survey would fill in two seconds; and what ahead-of-time compilation reads of its settings does not change that.
/// </summary>
/// <param name="step">Octets that are allocated between two collections.</param>
internal sealed class CollectionPace(long step)
{
    /// <summary>Own choice: beside an archive, whose library takes 100 MB. A survey takes 170 MB less than without, and one part in fifteen more of processor time.</summary>
    public const long WithArchive = 48 * 1024 * 1024;

    /// <summary>Own choice: with nothing beside it, as seldom as memory for a list of any length allows.</summary>
    public const long WithoutArchive = 224 * 1024 * 1024;

    // Own choice: no more than so much of the memory that there is.
    private const int LeastPartOfMemory = 8;

    private readonly Lock _access = new();
    private long _octets = GC.GetTotalAllocatedBytes();
    private int _collections = GC.CollectionCount(0);

    /// <summary>The step for a machine or a container with so much memory.</summary>
    /// <param name="step">The step where memory is plenty, octets.</param>
    /// <param name="memory">Octets that this process may have.</param>
    public static long Fit(long step, long memory) => Math.Min(step, memory / LeastPartOfMemory);

    /// <summary>Collects the youngest generation when it is time.</summary>
    public void Keep()
    {
        if (!_access.TryEnter())
            return;
        try
        {
            long octets = GC.GetTotalAllocatedBytes();
            if (IsDue(octets, GC.CollectionCount(0)))
                GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            else if (GC.CollectionCount(0) == _collections)
                return;
            Begin(octets, GC.CollectionCount(0));
        }
        finally
        {
            _access.Exit();
        }
    }

    /// <summary>Whether it is time.</summary>
    /// <param name="octets">Octets allocated so far.</param>
    /// <param name="collections">Collections so far. Those that the collector makes by itself count: one right after it would find nothing.</param>
    internal bool IsDue(long octets, int collections) => collections == _collections && octets - _octets >= step;

    /// <summary>Counts from here on.</summary>
    internal void Begin(long octets, int collections)
    {
        _octets = octets;
        _collections = collections;
    }
}
