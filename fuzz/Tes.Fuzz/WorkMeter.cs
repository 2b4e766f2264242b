using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Tes.Fuzz;

/// <summary>Counts the work of the calling thread. Branches are counted for the whole process: one input at a time.</summary>
internal static class WorkMeter
{
    // The map of SharpFuzz has 2^16 octets.
    private const int MapLength = 1 << 16;

    private static long _branches;
    private static long _branchesAtStart;
    private static long _allocatedAtStart;

    /// <summary>
    /// Has the instrumented code report its branches here. It also writes to a map of afl-fuzz, which has to be there when
    /// afl-fuzz is not.
    /// </summary>
    public static unsafe void Attach()
    {
        Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapLength);
        Trace.OnBranch = static (_, _) => _branches++;
    }

    public static void Start()
    {
        _branchesAtStart = _branches;
        _allocatedAtStart = GC.GetAllocatedBytesForCurrentThread();
    }

    public static Work Stop() => new(_branches - _branchesAtStart, GC.GetAllocatedBytesForCurrentThread() - _allocatedAtStart);
}
