using SkiaSharp;
using Tes.Scan.Survey.Pictures;

namespace Tes.Cli.Survey.Pictures;

/// <summary>Draws shapes as pixels. Letters that the fonts do not have are drawn as boxes.</summary>
/// <param name="canvas">Where to.</param>
/// <param name="regular">The font; stays its owner's.</param>
/// <param name="semiBold">Its bold cut; stays its owner's.</param>
internal sealed class SkiaPainter(SKCanvas canvas, SKTypeface regular, SKTypeface semiBold) : IShapeVisitor
{

    public void Visit(Shape.Box box)
    {
        using SKPaint paint = Fill(box.Fill);
        canvas.DrawRoundRect((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height, (float)box.Radius, (float)box.Radius, paint);
    }

    public void Visit(Shape.Wedge wedge)
    {
        if (wedge.Sweep >= 1)
        {
            Visit(new Shape.Dot(wedge.X, wedge.Y, wedge.Radius, wedge.Fill));
            return;
        }

        float left = (float)(wedge.X - wedge.Radius);
        float top = (float)(wedge.Y - wedge.Radius);
        var circle = SKRect.Create(left, top, (float)(2 * wedge.Radius), (float)(2 * wedge.Radius));
        // Skia counts degrees from 3 o'clock.
        float start = (float)((wedge.Start * 360) - 90);
        float sweep = (float)(wedge.Sweep * 360);
        using SKPaint paint = Fill(wedge.Fill);
        using SKPaint line = Stroke(PictureColor.Paper, (float)wedge.Separator);
        canvas.DrawArc(circle, start, sweep, useCenter: true, paint);
        canvas.DrawArc(circle, start, sweep, useCenter: true, line);
    }

    public void Visit(Shape.Line line)
    {
        using SKPaint paint = Stroke(line.Color, (float)line.Thickness);
        for (int i = 1; i < line.Points.Count; i++)
            canvas.DrawLine((float)line.Points[i - 1].X, (float)line.Points[i - 1].Y, (float)line.Points[i].X, (float)line.Points[i].Y, paint);
    }

    public void Visit(Shape.Dot dot)
    {
        using SKPaint paint = Fill(dot.Fill);
        canvas.DrawCircle((float)dot.X, (float)dot.Y, (float)dot.Radius, paint);
    }

    public void Visit(Shape.Words words)
    {
        using var font = new SKFont(words.Weight == TextWeight.SemiBold ? semiBold : regular, (float)words.Size) { Subpixel = true, Edging = SKFontEdging.Antialias };
        using SKPaint paint = Fill(words.Color);
        SKTextAlign align = words.Align switch
        {
            TextAlign.Middle => SKTextAlign.Center,
            TextAlign.End => SKTextAlign.Right,
            _ => SKTextAlign.Left,
        };
        canvas.DrawText(words.Text, (float)words.X, (float)words.Y, align, font, paint);
    }

    private static SKPaint Fill(PictureColor color) => new() { Color = new SKColor(color.Red, color.Green, color.Blue), IsAntialias = true };

    private static SKPaint Stroke(PictureColor color, float thickness) => new()
    {
        Color = new SKColor(color.Red, color.Green, color.Blue),
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeWidth = thickness,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };
}
