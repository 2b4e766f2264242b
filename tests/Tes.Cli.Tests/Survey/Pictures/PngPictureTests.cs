using SkiaSharp;
using Tes.Cli.Survey.Pictures;
using Tes.Scan.Survey.Pictures;
using Xunit;

namespace Tes.Cli.Tests.Survey.Pictures;

public sealed class PngPictureTests
{
    private static readonly PieChart Pie = new("Classes", "1000 domains", [new("OK with TLS", 625, Meaning.Good), new("no TLS", 375, Meaning.Bad)]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_picture_becomes_a_PNG_of_its_size(int scale)
    {
        if (!HasFont())
            return;
        Picture picture = Pie.ToPicture();
        byte[] png = Encode(picture, scale);
        using var bitmap = SKBitmap.Decode(png);

        // RFC 2083 §3.1
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], png[..8]);
        Assert.Equal((picture.Width * scale, picture.Height * scale), (bitmap.Width, bitmap.Height));
    }

    [Fact]
    public void Each_slice_has_its_colour_where_the_SVG_has_it()
    {
        if (!HasFont())
            return;
        Picture picture = Pie.ToPicture();
        using var bitmap = SKBitmap.Decode(Encode(picture, 1));

        Assert.All(picture.Shapes.OfType<Shape.Wedge>(), wedge =>
        {
            foreach (double part in (double[])[0.1, 0.5, 0.9])
            {
                (double x, double y) = wedge.PointAt(wedge.Start + (wedge.Sweep * part));
                // A little inside of the edge, where no percentage stands.
                Assert.Equal(ColorOf(wedge.Fill), bitmap.GetPixel((int)(wedge.X + (0.93 * (x - wedge.X))), (int)(wedge.Y + (0.93 * (y - wedge.Y)))));
            }
        });
        Assert.Equal(SKColors.White, bitmap.GetPixel(0, 0));
    }

    [Fact]
    public void Text_is_drawn_with_a_font_of_the_machine()
    {
        if (!HasFont())
            return;
        foreach (TextWeight weight in Enum.GetValues<TextWeight>())
        {
            // A full block would be drawn by any font or none (as a box); letters differ from each other.
            Assert.True(Dark("Ä") > 20);
            Assert.NotEqual(Dark("i"), Dark("m"));
            Assert.Equal(0, Dark(" "));

            int Dark(string text)
            {
                var words = new Shape.Words(4, 30, text, 24, PictureColor.Ink, Weight: weight);
                using var bitmap = SKBitmap.Decode(Encode(new Picture(40, 40, "t", "d", [words]), 1));
                return bitmap.Pixels.Count(pixel => pixel.Red < 128);
            }
        }
    }

    [Fact]
    public void A_whole_circle_a_bar_and_a_line_are_drawn()
    {
        if (!HasFont())
            return;
        var red = new PictureColor(200, 0, 0);
        var picture = new Picture(100, 100, "t", "d",
        [
            new Shape.Wedge(25, 25, 20, 0, 1, red),
            new Shape.Box(50, 10, 40, 10, 0, red),
            new Shape.Line([(10, 80), (50, 80), (90, 80)], 4, red),
            new Shape.Dot(75, 50, 8, red),
        ]);
        using var bitmap = SKBitmap.Decode(Encode(picture, 1));

        Assert.All([(25, 8), (25, 42), (8, 25), (42, 25), (52, 15), (88, 15), (30, 80), (70, 80), (75, 50)], point => Assert.Equal(ColorOf(red), bitmap.GetPixel(point.Item1, point.Item2)));
        Assert.All([(25, 3), (45, 45), (50, 25), (95, 15), (50, 70)], point => Assert.Equal(SKColors.White, bitmap.GetPixel(point.Item1, point.Item2)));
    }

    [Fact]
    public void A_picture_that_would_fill_the_memory_is_refused_with_a_reason()
    {
        Assert.False(PngPicture.TryEncode(new Picture(4000, 40_000, "t", "d", []), out byte[]? png, out string? problem));
        Assert.Null(png);
        Assert.Contains("8000 by 80000", problem, StringComparison.Ordinal);
    }

    // Without one there is a clear message, and nothing to look at; ./test installs one where it may.
    private static bool HasFont()
    {
        if (SystemFonts.Find() is not null)
            return true;
        Assert.False(PngPicture.TryEncode(Pie.ToPicture(), out _, out string? problem));
        Assert.Contains("no font", problem, StringComparison.Ordinal);
        return false;
    }

    private static byte[] Encode(Picture picture, double scale)
    {
        Assert.True(PngPicture.TryEncode(picture, out byte[]? png, out string? problem, scale), problem);
        return png;
    }

    private static SKColor ColorOf(PictureColor color) => new(color.Red, color.Green, color.Blue);
}
