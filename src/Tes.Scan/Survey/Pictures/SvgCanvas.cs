using System.Globalization;
using System.Text;

namespace Tes.Scan.Survey.Pictures;

/// <summary>One SVG document. It refers to nothing outside, and has the colours of the page where it stands in one.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _svg = new();

    public SvgCanvas(double width, double height, string title, string description)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{PictureText.Number(width)} {PictureText.Number(height)}");
        _svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" role="img" width="{PictureText.Number(width)}" height="{PictureText.Number(height)}" viewBox="0 0 {size}" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="14">
            <title>{PictureText.Escape(title)}</title>
            <desc>{PictureText.Escape(description)}</desc>
            <style>.ink {"{"} fill: #1a1a1a {"}"} .quiet {"{"} fill: #5c5c5c {"}"} .line {"{"} stroke: #c8c8c8; stroke-width: 1 {"}"} .edge {"{"} stroke: #fff; stroke-width: 1.5 {"}"} @media (prefers-color-scheme: dark) {"{"} .ink {"{"} fill: #ececec {"}"} .quiet {"{"} fill: #a8a8a8 {"}"} .line {"{"} stroke: #4a4a4a {"}"} .edge {"{"} stroke: #16181c {"}"} {"}"}</style>

            """);
        Text(0, 18, title, "ink", size: 17, weight: 600);
    }

    public void Text(double x, double y, string text, string kind, double size = 14, int weight = 400, string anchor = "start") => _svg.Append(
        CultureInfo.InvariantCulture,
        $"<text class=\"{kind}\" x=\"{PictureText.Number(x)}\" y=\"{PictureText.Number(y)}\" font-size=\"{PictureText.Number(size)}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\">{PictureText.Escape(text)}</text>\n");

    public void Rectangle(double x, double y, double width, double height, Paint paint, string tip, double radius = 2) => _svg.Append(
        CultureInfo.InvariantCulture,
        $"<rect x=\"{PictureText.Number(x)}\" y=\"{PictureText.Number(y)}\" width=\"{PictureText.Number(width)}\" height=\"{PictureText.Number(height)}\" rx=\"{PictureText.Number(radius)}\" fill=\"{paint.ToColor()}\"><title>{PictureText.Escape(tip)}</title></rect>\n");

    public void Circle(double x, double y, double radius, Paint paint, string tip) => _svg.Append(
        CultureInfo.InvariantCulture,
        $"<circle cx=\"{PictureText.Number(x)}\" cy=\"{PictureText.Number(y)}\" r=\"{PictureText.Number(radius)}\" fill=\"{paint.ToColor()}\"><title>{PictureText.Escape(tip)}</title></circle>\n");

    public void Path(string path, Paint paint, string tip) => _svg.Append(
        CultureInfo.InvariantCulture, $"<path class=\"edge\" d=\"{path}\" fill=\"{paint.ToColor()}\"><title>{PictureText.Escape(tip)}</title></path>\n");

    public void Stroke(string path, Paint paint) => _svg.Append(
        CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{paint.ToColor()}\" stroke-width=\"2.5\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n");

    public void Line(double x1, double y1, double x2, double y2) => _svg.Append(
        CultureInfo.InvariantCulture, $"<line class=\"line\" x1=\"{PictureText.Number(x1)}\" y1=\"{PictureText.Number(y1)}\" x2=\"{PictureText.Number(x2)}\" y2=\"{PictureText.Number(y2)}\"/>\n");

    public string End() => _svg.Append("</svg>\n").ToString();
}
