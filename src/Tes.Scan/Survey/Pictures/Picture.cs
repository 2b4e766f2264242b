namespace Tes.Scan.Survey.Pictures;

/// <summary>A laid-out chart, ready to be drawn as SVG or as pixels.</summary>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Height">In CSS pixels.</param>
/// <param name="Title">Name of the picture, in full.</param>
/// <param name="Description">All that it shows, in words, for those who cannot see it.</param>
/// <param name="Shapes">From back to front.</param>
public sealed record Picture(int Width, int Height, string Title, string Description, IReadOnlyList<Shape> Shapes)
{
    /// <summary>A standalone SVG 1.1 document without a declaration, so that it can also stand inside HTML. No scripts, no references.</summary>
    public string ToSvg()
    {
        using var text = new StringWriter();
        WriteSvg(text);
        return text.ToString();
    }

    /// <summary>Writes what <see cref="ToSvg"/> gives.</summary>
    public void WriteSvg(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        SvgWriter.Write(new MarkupWriter(output), this);
    }
}
