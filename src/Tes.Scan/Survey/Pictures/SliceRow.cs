using System.Globalization;

namespace Tes.Scan.Survey.Pictures;

/// <summary>A slice as it is drawn: harmless, coloured, its numbers written.</summary>
internal sealed record SliceRow(string Label, double Value, PictureColor Color, string Count, string Share)
{
    /// <summary>In words.</summary>
    public string Says => $"{Label}: {Count} ({Share})";

    /// <summary>A row for each slice, in order. When there are too many, the last row stands for all that are left over.</summary>
    public static SliceRow[] Of(IReadOnlyList<Slice> slices, double whole, int most)
    {
        IEnumerable<(string Label, double Value, Meaning Meaning)> shown = slices.Select(slice => (slice.Label, slice.Value, slice.Meaning));
        if (slices.Count > most)
        {
            int others = slices.Count - most + 1;
            shown = shown.Take(most - 1).Append((string.Create(CultureInfo.InvariantCulture, $"{others} others"), slices.TakeLast(others).Sum(slice => slice.Value), Meaning.Neutral));
        }

        (string Label, double Value, Meaning Meaning)[] rows = [.. shown];
        PictureColor[] colors = PicturePalette.ColorsOf(rows.Select(row => row.Meaning));
        return [.. rows.Select((row, index) =>
            new SliceRow(HarmlessText.OneLine(row.Label), row.Value, colors[index], ChartNumber.Format(row.Value), ChartNumber.Share(row.Value, whole)))];
    }
}
