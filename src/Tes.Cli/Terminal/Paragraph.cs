namespace Tes.Cli.Terminal;

/// <summary>Text broken at spaces to fit a terminal.</summary>
internal static class Paragraph
{
    /// <summary>Narrower than this it is not worth breaking.</summary>
    private const int NarrowestText = 20;

    /// <summary>Breaks a text.</summary>
    /// <param name="text">The text, escaped already.</param>
    /// <param name="width">Columns of the terminal; null: one line, however long.</param>
    /// <param name="indent">Columns taken before the text on every line.</param>
    /// <returns>One or more lines, without the indent. A word longer than a line stays whole.</returns>
    public static IEnumerable<string> Lines(string text, int? width, int indent)
    {
        int room = (width ?? int.MaxValue) - indent;
        if (room < NarrowestText || text.Length <= room)
        {
            yield return text;
            yield break;
        }

        string line = string.Empty;
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
