using System.Diagnostics;
using System.Globalization;

namespace Tes.Bench;

/// <summary>How long look-ups took, and how long none ended. For one writer for each index.</summary>
internal sealed class Latencies(int count)
{
    private readonly long[] _starts = new long[count];
    private readonly long[] _ends = new long[count];

    public void Start(int index) => _starts[index] = Stopwatch.GetTimestamp();

    public void End(int index) => _ends[index] = Stopwatch.GetTimestamp();

    /// <summary><c>key=value</c> pairs, milliseconds.</summary>
    public override string ToString()
    {
        long[] ends = [.. _ends.Order()];
        double[] took = [.. _starts.Zip(_ends, (start, end) => Milliseconds(end - start)).Order()];
        double gap = ends.Zip(ends.Skip(1), (left, right) => Milliseconds(right - left)).DefaultIfEmpty().Max();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"p50={took[took.Length / 2]:F2} p99={took[took.Length * 99 / 100]:F2} max={took[^1]:F2} gap={gap:F2}");
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
