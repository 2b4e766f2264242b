using Tes.Cli.Terminal;
using Tes.Mail.Dmarc;

namespace Tes.Cli.Dmarc;

/// <summary>The steps of a tree walk for people.</summary>
internal static class DmarcWalkText
{
    public static void Write(TextWriter output, DmarcWalk walk, Palette palette)
    {
        if (walk.Steps.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(palette.Heading("Tree walk"));
        int width = walk.Steps.Max(step => TerminalText.Escape(step.Domain.ToDisplayString()).Length);
        foreach (DmarcWalkStep step in walk.Steps)
        {
            string name = TerminalText.Escape(step.Domain.ToDisplayString());
            output.WriteLine($"  {name}{new string(' ', width - name.Length)}  {Found(step.Lookup, palette)}");
        }
    }

    private static string Found(DmarcLookup lookup, Palette palette)
    {
        string security = lookup.Security is { } status ? $" ({palette.Security(status)})" : string.Empty;
        return lookup.Match(
            published => TerminalText.Escape(published.Record.Text) + security,
            none => none.Answer is null ? "not asked: with _dmarc the name would be too long to exist" : "no record" + security,
            multiple => palette.Bad($"{multiple.Texts.Count} records, which count as none") + security,
            bogus => $"{palette.Bad("bogus")}: {TerminalText.Escape(bogus.Error.Text)}",
            failed => $"{palette.Doubtful("failed")}: {TerminalText.Escape(failed.Failure.Text)}");
    }
}
