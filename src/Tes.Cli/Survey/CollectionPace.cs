namespace Tes.Cli.Survey;

/// <summary>
/// Keeps a survey small. The collector lets the youngest generation grow to 200 MB on machines that have much memory, which a survey
/// would fill in a second; and what ahead-of-time compilation reads of its settings does not change that.
/// </summary>
internal sealed class CollectionPace
{
    /// <summary>Octets that are allocated between two collections. Own choice: 48 MB; a survey takes 120 MB less with it, and one part in twenty more of processor time.</summary>
    private const long Step = 48 * 1024 * 1024;

    private long _last = GC.GetTotalAllocatedBytes();

    /// <summary>Collects the youngest generation when it is time.</summary>
    public void Keep()
    {
        long last = Volatile.Read(ref _last), now = GC.GetTotalAllocatedBytes();
        if (now - last >= Step && Interlocked.CompareExchange(ref _last, now, last) == last)
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
