using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SkiaSharp;
using Tes.Scan.Survey.Pictures;

namespace Tes.Cli.Survey.Pictures;

/// <summary>
/// Pictures as PNG files. Drawn with Skia, whose native library lies beside <c>tes</c> and is loaded here and nowhere else; with
/// fonts of the machine.
/// </summary>
internal static class PngPicture
{
    /// <summary>Pixels for a CSS pixel by default: sharp on a slide and on paper.</summary>
    public const double UsualScale = 2;

    /// <summary>Most pixels of a picture. Own limit: 256 MB while it is drawn; the longest bar chart of usual width has a quarter of it.</summary>
    private const long MaxPixels = 64_000_000;

    /// <summary>Draws a picture.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="png">The file; null when there is a problem.</param>
    /// <param name="problem">One line for people when it cannot be drawn: the library is not there or does not run here, there is no font, or the picture is too large.</param>
    /// <param name="scale">Pixels for a CSS pixel.</param>
    public static bool TryEncode(Picture picture, [NotNullWhen(true)] out byte[]? png, [NotNullWhen(false)] out string? problem, double scale = UsualScale)
    {
        png = null;
        int width = (int)Math.Ceiling(picture.Width * scale);
        int height = (int)Math.Ceiling(picture.Height * scale);
        if ((long)width * height > MaxPixels)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"a PNG of {width} by {height} pixels is too large");
            return false;
        }

        problem = ProblemOfLibrary();
        if (problem is not null)
            return false;
        if (SystemFonts.Find() is not { } fonts)
        {
            problem = "PNG files cannot be drawn: this machine has no font that is known; install one, such as Debian's fonts-liberation or fonts-dejavu-core";
            return false;
        }

        using var regular = SKTypeface.FromFile(fonts.Regular);
        using var semiBold = SKTypeface.FromFile(fonts.Bold);
        if (regular is null || semiBold is null)
        {
            problem = $"PNG files cannot be drawn: the font {fonts.Regular} or {fonts.Bold} is not readable";
            return false;
        }

        png = Encode(picture, width, height, (float)scale, regular, semiBold);
        return true;
    }

    private static string? ProblemOfLibrary()
    {
        try
        {
            _ = SkiaSharpVersion.CheckNativeLibraryCompatible(throwIfIncompatible: true);
            return null;
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or InvalidOperationException)
        {
            // Of a library that is not found the first line gives general advice, and the second the file and what is wrong with it.
            string[] lines = exception.GetBaseException().Message.ReplaceLineEndings("\n").Split('\n');
            return $"PNG files cannot be drawn: the library libSkiaSharp, which belongs beside tes, does not load ({lines[Math.Min(1, lines.Length - 1)]})";
        }
    }

    private static byte[] Encode(Picture picture, int width, int height, float scale, SKTypeface regular, SKTypeface semiBold)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            var painter = new SkiaPainter(canvas, regular, semiBold);
            // The picture's own paper may have round corners.
            canvas.Clear(SKColors.White);
            canvas.Scale(scale);
            foreach (Shape shape in picture.Shapes)
                shape.Accept(painter);
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }
}
