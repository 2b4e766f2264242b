namespace Tes.Scan.Survey.Pictures;

/// <summary>Shapes of a chart as they are placed, from the top down.</summary>
internal sealed class ChartCanvas(int width)
{
    public const double Left = 24;
    public const double TextSize = 14;
    public const double RowHeight = 27;
    private const double TitleSize = 20;
    private const double TitleLine = 26;
    private const double SubtitleLine = 20;

    // From the middle of a line of figures and capitals to its base line.
    private const double MiddleToBase = 0.35;

    private readonly List<Shape> _shapes = [];

    public bool IsNarrow => width < 600;

    public double Right => width - Left;

    /// <summary>Where the next thing goes.</summary>
    public double Y { get; set; } = Left;

    public void Add(Shape shape) => _shapes.Add(shape);

    public void WriteHeading(string title, string subtitle)
    {
        WriteLines(HarmlessText.OneLine(title), TitleSize, TitleLine, PictureColor.Ink, TextWeight.SemiBold);
        WriteLines(HarmlessText.OneLine(subtitle), TextSize, SubtitleLine, PictureColor.Faint, TextWeight.Regular);
        Y += 16;
    }

    /// <summary>Text with its middle at a height, cut to a width.</summary>
    public void Write(
        string text,
        double x,
        double middle,
        double room = double.PositiveInfinity,
        PictureColor? color = null,
        TextAlign align = TextAlign.Start,
        TextWeight weight = TextWeight.Regular,
        double size = TextSize)
    {
        string shown = TextFit.Cut(text, room, size, weight);
        Add(new Shape.Words(x, middle + (MiddleToBase * size), shown, size, color ?? PictureColor.Ink, align, weight, shown == text ? null : text));
    }

    public void Rule(double left, double right, double y) => Add(new Shape.Line([(left, y), (right, y)], 1, PictureColor.Grid));

    public Picture ToPicture(string title, string description)
    {
        int height = (int)Math.Ceiling(Y + Left);
        return new Picture(width, height, HarmlessText.OneLine(title), HarmlessText.OneLine(description), [new Shape.Box(0, 0, width, height, 8, PictureColor.Paper), .. _shapes]);
    }

    private void WriteLines(string text, double size, double line, PictureColor color, TextWeight weight)
    {
        // More than two lines of heading would be a text, not a heading.
        foreach (string shown in TextFit.Wrap(text, Right - Left, maxLines: 2, size, weight))
        {
            bool isCut = shown.EndsWith('…') && shown != text;
            Add(new Shape.Words(Left, Y + size, shown, size, color, Weight: weight, Says: isCut ? text : null));
            Y += line;
        }
    }
}
