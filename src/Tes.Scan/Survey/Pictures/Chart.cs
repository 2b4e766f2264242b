namespace Tes.Scan.Survey.Pictures;

/// <summary>A chart: numbers with their names, and how to lay them out. Its texts may come from anyone; what is drawn of them is harmless.</summary>
public abstract record Chart
{
    /// <summary>Width of a picture that stands alone, on a slide or a page.</summary>
    public const int UsualWidth = 720;

    /// <summary>Width that still reads on a phone: legends go below.</summary>
    public const int NarrowWidth = 480;

    private protected Chart(string title, string subtitle)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(subtitle);
        Title = title;
        Subtitle = subtitle;
    }

    /// <summary>What it is about.</summary>
    public string Title { get; }

    /// <summary>What was counted, when, of how many; may be empty.</summary>
    public string Subtitle { get; }

    /// <summary>Lays it out. The height follows from the content.</summary>
    /// <param name="width">In CSS pixels, from <see cref="NarrowWidth"/> to 4000.</param>
    public Picture ToPicture(int width = UsualWidth)
    {
        // The upper end is where a picture of many rows would still be drawn in a moment.
        ArgumentOutOfRangeException.ThrowIfLessThan(width, NarrowWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4000);
        var canvas = new ChartCanvas(width);
        canvas.WriteHeading(Title, Subtitle);
        string description = Draw(canvas);
        return canvas.ToPicture(Title, Subtitle.Length == 0 ? description : $"{Subtitle}. {description}");
    }

    /// <summary>A standalone SVG document.</summary>
    /// <param name="width">As for <see cref="ToPicture"/>.</param>
    public string ToSvg(int width = UsualWidth) => ToPicture(width).ToSvg();

    /// <summary>Draws below the heading.</summary>
    /// <returns>All of it in words.</returns>
    private protected abstract string Draw(ChartCanvas canvas);
}
