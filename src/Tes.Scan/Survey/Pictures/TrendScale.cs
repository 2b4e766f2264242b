using System.Globalization;

namespace Tes.Scan.Survey.Pictures;

/// <summary>Which marks an axis gets.</summary>
internal static class TrendScale
{
    /// <summary>Round numbers from 0 to the largest value or just above, four to six of them where the numbers allow.</summary>
    public static double[] Numbers(double largest, bool isWhole)
    {
        // Smaller ones are written as 0.
        if (largest < 0.01)
            return [0, 1];
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(largest / 5)));
        double step = magnitude * new[] { 1, 2, 2.5, 5, 10 }.First(factor => largest / (factor * magnitude) <= 5 + 1e-9);
        // No mark lies between the numbers that can be written.
        step = isWhole ? Math.Max(1, Math.Ceiling(step)) : Math.Max(0.01, Math.Ceiling(step * 100) / 100);
        int steps = (int)Math.Max(1, Math.Ceiling((largest / step) - 1e-9));
        return [.. Enumerable.Range(0, steps + 1).Select(index => index * step)];
    }

    /// <summary>The runs that are named: the first, the last, and those between that have room.</summary>
    /// <param name="runs">By time, each once, with their places.</param>
    /// <param name="room">Distance that a name needs.</param>
    public static IEnumerable<(DateTimeOffset At, double X)> Named(IReadOnlyList<(DateTimeOffset At, double X)> runs, double room)
    {
        double last = double.NegativeInfinity;
        for (int i = 0; i < runs.Count; i++)
        {
            bool isLast = i == runs.Count - 1;
            if (!isLast && (runs[i].X - last < room || (i > 0 && runs[^1].X - runs[i].X < room)))
                continue;
            if (isLast && i > 0 && runs[i].X - last < room)
                continue;
            last = runs[i].X;
            yield return runs[i];
        }
    }

    /// <summary>Day, and time of day where the runs are less than three days apart; UTC.</summary>
    public static string Format(DateTimeOffset at, TimeSpan span) =>
        at.UtcDateTime.ToString(span > TimeSpan.Zero && span < TimeSpan.FromDays(3) ? "MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Moves heights apart so that texts do not overlap, as little as can be, inside of two bounds if there is room.</summary>
    /// <returns>New heights in the order of the old ones.</returns>
    public static double[] Spread(IReadOnlyList<double> heights, double distance, double top, double bottom)
    {
        int[] order = [.. Enumerable.Range(0, heights.Count).OrderBy(index => heights[index])];
        double[] places = new double[heights.Count];
        double next = top;
        foreach (int index in order)
        {
            places[index] = Math.Max(heights[index], next);
            next = places[index] + distance;
        }

        double highest = bottom;
        foreach (int index in order.Reverse())
        {
            places[index] = Math.Min(places[index], highest);
            highest = places[index] - distance;
        }

        return places;
    }
}
