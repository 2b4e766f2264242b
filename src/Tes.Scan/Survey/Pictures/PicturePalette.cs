namespace Tes.Scan.Survey.Pictures;

/// <summary>
/// Colours by meaning. Blue, amber, vermilion and grey stay apart for all common kinds of colour blindness and, by lightness,
/// in black and white (Okabe and Ito, Color Universal Design, 2008). Meaning never rests on colour alone: every chart has words.
/// </summary>
internal static class PicturePalette
{
    private static readonly PictureColor[] Plain = [Of(0x009e73), Of(0xcc79a7), Of(0x56b4e9), Of(0x7a5195), Of(0xe69f00), Of(0x0072b2), Of(0xd55e00), Of(0x8c8c8c)];
    private static readonly PictureColor[] Good = [Of(0x0072b2), Of(0x56b4e9), Of(0xa6d5f2), Of(0x2f5f8a)];
    private static readonly PictureColor[] Weak = [Of(0xf0b429), Of(0xd98e04), Of(0xf7d58a), Of(0xa66b00)];
    private static readonly PictureColor[] Bad = [Of(0xc8450c), Of(0xee8a5c), Of(0x96330a), Of(0xf6b698)];
    private static readonly PictureColor[] Neutral = [Of(0x8a8f98), Of(0xb9bec5), Of(0x6b7280), Of(0xdadde1)];

    /// <summary>One colour for each meaning, in order: the first shade of its meaning that is not taken. Only when all are taken do shades repeat.</summary>
    public static PictureColor[] ColorsOf(IEnumerable<Meaning> meanings)
    {
        var taken = new HashSet<PictureColor>();
        var count = new Dictionary<Meaning, int>();
        return [.. meanings.Select(meaning =>
        {
            PictureColor[] shades = ShadesOf(meaning);
            int before = count.GetValueOrDefault(meaning);
            count[meaning] = before + 1;
            PictureColor color = shades.Where(shade => !taken.Contains(shade)).DefaultIfEmpty(shades[before % shades.Length]).First();
            taken.Add(color);
            return color;
        })];
    }

    private static PictureColor[] ShadesOf(Meaning meaning) => meaning switch
    {
        Meaning.Plain => Plain,
        Meaning.Good => Good,
        Meaning.Weak => Weak,
        Meaning.Bad => Bad,
        Meaning.Neutral => Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, "Not a meaning."),
    };

    private static PictureColor Of(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
}
