using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Cli.Record;

/// <summary>A record that was read, for people.</summary>
internal static class RecordText
{
    public static void Write(TextWriter output, string kind, RecordReading reading, Palette palette)
    {
        output.WriteLine($"{kind}: {(reading.IsValid ? palette.Good("valid") : palette.Bad("not valid"))}: {reading.Effect}");
        foreach (ParseFailure error in reading.Errors)
            output.WriteLine($"  {palette.Bad("error")} at {error.Offset}: {error.Reason}");
        foreach (RecordRemark remark in reading.Remarks)
            output.WriteLine($"  {palette.Doubtful("note")} at {remark.Offset}: {remark.Text}");
        if (reading.Tags.Count == 0)
            return;
        output.WriteLine();
        int width = reading.Tags.Max(tag => TerminalText.Escape(tag.Tag.Name).Length);
        foreach ((RecordTag tag, string meaning) in reading.Tags)
            output.WriteLine($"  {palette.Heading(TerminalText.Escape(tag.Name))}{new string(' ', width - TerminalText.Escape(tag.Name).Length)}  {TerminalText.Escape(tag.Value)}{(tag.Value.Length > 0 ? " " : string.Empty)}({TerminalText.Escape(meaning)})");
    }
}
