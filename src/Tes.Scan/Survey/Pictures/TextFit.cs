using System.Globalization;
using System.Text;

namespace Tes.Scan.Survey.Pictures;

/// <summary>
/// How much room text takes, without a font at hand: reckoned with the widest of the common sans-serif fonts, DejaVu Sans, so
/// that what fits here fits in all of them.
/// </summary>
internal static class TextFit
{
    private const string Ellipsis = "…";

    // Where a font has no semi-bold, its bold is taken.
    private const double BoldWidth = 1.15;

    /// <summary>Widths of U+0020 to U+007E in thousandths of the font size.</summary>
    private static readonly short[] Ascii =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
        636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
        634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ];

    /// <summary>Width in the unit of <paramref name="size"/>.</summary>
    public static double WidthOf(string text, double size, TextWeight weight = TextWeight.Regular)
    {
        double sum = 0;
        foreach (Rune rune in text.EnumerateRunes())
            sum += WidthOf(rune);
        return sum * size * (weight == TextWeight.SemiBold ? BoldWidth : 1);
    }

    /// <summary>The text, or as much of its beginning as fits with an ellipsis. Never parts a letter from its marks.</summary>
    public static string Cut(string text, double width, double size, TextWeight weight = TextWeight.Regular)
    {
        if (WidthOf(text, size, weight) <= width)
            return text;
        double room = width - WidthOf(Ellipsis, size, weight);
        int end = 0;
        while (end < text.Length)
        {
            int next = StringInfo.GetNextTextElementLength(text, end);
            room -= WidthOf(text.Substring(end, next), size, weight);
            if (room < 0)
                break;
            end += next;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), Ellipsis);
    }

    /// <summary>The text in lines that fit; the last is cut when there would be more.</summary>
    public static List<string> Wrap(string text, double width, int maxLines, double size, TextWeight weight = TextWeight.Regular)
    {
        var lines = new List<string>();
        string rest = text.Trim();
        while (rest.Length > 0)
        {
            int end = lines.Count + 1 == maxLines ? -1 : BreakOf(rest, width, size, weight);
            if (end <= 0)
            {
                lines.Add(Cut(rest, width, size, weight));
                break;
            }

            lines.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        return lines;
    }

    /// <summary>Where the last word that fits ends; -1 when all fits, or when not even the first word does.</summary>
    private static int BreakOf(string text, double width, double size, TextWeight weight)
    {
        if (WidthOf(text, size, weight) <= width)
            return -1;
        int end = -1;
        for (int blank = text.IndexOf(' ', StringComparison.Ordinal); blank >= 0; blank = text.IndexOf(' ', blank + 1))
        {
            if (WidthOf(text[..blank], size, weight) > width)
                break;
            end = blank;
        }

        return end;
    }

    private static double WidthOf(Rune rune) => rune.Value switch
    {
        >= ' ' and <= '~' => Ascii[rune.Value - ' '] / 1000.0,
        // Greek, Cyrillic and accented letters are as wide as Latin capitals at most; ellipsis and dashes too.
        < 0x1100 => 0.78,
        >= 0x2010 and <= 0x2027 => 1,
        // East Asian letters fill a square, and pictographs somewhat more.
        < 0x10000 => 1.05,
        _ => 1.4,
    };
}
