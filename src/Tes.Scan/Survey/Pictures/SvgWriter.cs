using System.Globalization;
using System.Text;

namespace Tes.Scan.Survey.Pictures;

/// <summary>Draws a picture as SVG.</summary>
internal sealed class SvgWriter : IShapeVisitor
{
    private const string FontStack = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

    private readonly MarkupWriter _markup;

    private SvgWriter(MarkupWriter markup) => _markup = markup;

    public static void Write(MarkupWriter markup, Picture picture)
    {
        markup.Start(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("width", Number(picture.Width)),
            ("height", Number(picture.Height)),
            ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {picture.Width} {picture.Height}")),
            ("role", "img"),
            ("font-family", FontStack));
        markup.Element("title", picture.Title);
        markup.Element("desc", picture.Description);
        var writer = new SvgWriter(markup);
        foreach (Shape shape in picture.Shapes)
        {
            markup.Raw("\n");
            shape.Accept(writer);
        }

        markup.Raw("\n");
        markup.End();
    }

    public void Visit(Shape.Box box) => Write(
        "rect", box.Says, Class(box.Fill, ""), ("x", Number(box.X)), ("y", Number(box.Y)), ("width", Number(box.Width)), ("height", Number(box.Height)), ("rx", Number(box.Radius)), ("fill", box.Fill.Hex));

    public void Visit(Shape.Wedge wedge)
    {
        if (wedge.Sweep >= 1)
        {
            // An arc that ends where it starts is not drawn (SVG 2 §9.5.1).
            Visit(new Shape.Dot(wedge.X, wedge.Y, wedge.Radius, wedge.Fill, wedge.Says));
            return;
        }

        var path = new StringBuilder();
        path.Append(CultureInfo.InvariantCulture, $"M{Number(wedge.X)} {Number(wedge.Y)}L{Point(wedge.PointAt(wedge.Start))}");
        // In two halves: so the ends of an arc differ even where nothing but a sliver is left of the circle.
        foreach (double part in (ReadOnlySpan<double>)[0.5, 1])
            path.Append(CultureInfo.InvariantCulture, $"A{Number(wedge.Radius)} {Number(wedge.Radius)} 0 0 1 {Point(wedge.PointAt(wedge.Start + (wedge.Sweep * part)))}");
        path.Append('Z');
        Write(
            "path", wedge.Says, Class(PictureColor.Paper, "-line"), ("d", path.ToString()), ("fill", wedge.Fill.Hex), ("stroke", PictureColor.Paper.Hex), ("stroke-width", Number(wedge.Separator)), ("stroke-linejoin", "round"));
    }

    public void Visit(Shape.Line line) => Write(
        "polyline",
        line.Says,
        Class(line.Color, "-line"),
        ("points", string.Join(' ', line.Points.Select(Point))),
        ("fill", "none"),
        ("stroke", line.Color.Hex),
        ("stroke-width", Number(line.Thickness)),
        ("stroke-linejoin", "round"),
        ("stroke-linecap", "round"));

    public void Visit(Shape.Dot dot) => Write(
        "circle", dot.Says, Class(dot.Fill, ""), ("cx", Number(dot.X)), ("cy", Number(dot.Y)), ("r", Number(dot.Radius)), ("fill", dot.Fill.Hex));

    public void Visit(Shape.Words words)
    {
        _markup.Start(
            "text",
            Class(words.Color, ""),
            ("x", Number(words.X)),
            ("y", Number(words.Y)),
            ("font-size", Number(words.Size)),
            ("font-weight", words.Weight == TextWeight.SemiBold ? "600" : "400"),
            ("text-anchor", words.Align switch { TextAlign.Middle => "middle", TextAlign.End => "end", _ => "start" }),
            ("fill", words.Color.Hex));
        if (words.Says is not null)
            _markup.Element("title", words.Says);
        _markup.Text(words.Text);
        _markup.End();
    }

    private void Write(string element, string? says, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (says is null)
        {
            _markup.Empty(element, attributes);
            return;
        }

        _markup.Start(element, attributes);
        _markup.Element("title", says);
        _markup.End();
    }

    private static (string Name, string Value) Class(PictureColor color, string use) => ("class", color.Role is { } role ? role + use : "data");

    private static string Point((double X, double Y) point) => $"{Number(point.X)} {Number(point.Y)}";

    // Two decimals are a hundredth of a pixel.
    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
