namespace Tes.Scan.Survey.Pictures;

/// <summary>One number over several runs: a line.</summary>
public sealed record TrendSeries
{
    /// <summary>Makes one.</summary>
    /// <param name="label">Its name; any text.</param>
    /// <param name="points">What the runs counted, in any order; runs that did not count this are left out.</param>
    /// <param name="meaning">What it stands for.</param>
    public TrendSeries(string label, IReadOnlyList<TrendPoint> points, Meaning meaning = Meaning.Plain)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(points);
        Label = label;
        Points = [.. points.OrderBy(point => point.At)];
        Meaning = meaning;
    }

    /// <summary>Its name.</summary>
    public string Label { get; }

    /// <summary>By time.</summary>
    public IReadOnlyList<TrendPoint> Points { get; }

    /// <summary>What it stands for.</summary>
    public Meaning Meaning { get; }
}
