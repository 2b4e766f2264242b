using System.Globalization;

namespace Tes.Scan.Survey.Pictures;

/// <summary>An opaque sRGB colour.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
/// <param name="Role">Null for data. Else the class that SVG elements of this colour carry, so that a page can darken paper and lighten ink.</param>
public readonly record struct PictureColor(byte Red, byte Green, byte Blue, string? Role = null)
{
    /// <summary>Background.</summary>
    public static PictureColor Paper { get; } = new(0xff, 0xff, 0xff, "paper");

    /// <summary>Text to be read first.</summary>
    public static PictureColor Ink { get; } = new(0x1f, 0x23, 0x28, "ink");

    /// <summary>Text to be read second; 5.9:1 on paper.</summary>
    public static PictureColor Faint { get; } = new(0x59, 0x63, 0x6e, "faint");

    /// <summary>Axes, grid and rules.</summary>
    public static PictureColor Grid { get; } = new(0xd8, 0xde, 0xe4, "grid");

    /// <summary>As <c>#rrggbb</c>.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>Black or white, whichever is told better from this colour when it lies under text. No role: what lies under it does not change either.</summary>
    public PictureColor TextOnTop =>
        // WCAG 2.2, relative luminance: at 0.179 black and white have the same contrast.
        (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue)) > 0.179 ? new(0x11, 0x11, 0x11) : new(0xff, 0xff, 0xff);

    private static double Linear(byte channel)
    {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
