using Tes.Cli.Terminal;
using Tes.Resolver.Doctor;

namespace Tes.Cli.Dns;

/// <summary>What the doctor found, for people: each check, then the one thing that is wrong and what to do.</summary>
internal static class DnsDoctorText
{
    public static void Write(TextWriter output, IReadOnlyList<PathReport> reports, Palette palette)
    {
        for (int i = 0; i < reports.Count; i++)
        {
            if (i > 0)
                output.WriteLine();
            Write(output, reports[i], palette);
        }
    }

    private static void Write(TextWriter output, PathReport report, Palette palette)
    {
        output.WriteLine(palette.Heading($"Resolver {TerminalText.Escape(report.Server.ToString())}"));
        int width = report.Checks.Max(check => check.Tag.Length);
        foreach (PathCheck check in report.Checks)
            output.WriteLine($"  {Word(check.Outcome, palette)}  {check.Tag.PadRight(width)}  {TerminalText.Escape(check.Text)}");
        output.WriteLine();
        if (report.Diagnosis is not { } diagnosis)
        {
            output.WriteLine("  " + palette.Good("Validated look-ups work over this resolver."));
            return;
        }

        output.WriteLine("  " + palette.Bad(TerminalText.Escape(diagnosis.Cause)));
        output.WriteLine("  fix: " + TerminalText.Escape(diagnosis.Fix));
    }

    private static string Word(PathCheckOutcome outcome, Palette palette) => outcome switch
    {
        PathCheckOutcome.Passed => palette.Good("ok  "),
        PathCheckOutcome.Warning => palette.Doubtful("warn"),
        PathCheckOutcome.Failed => palette.Bad("fail"),
        PathCheckOutcome.NotDone => palette.Quiet("-   "),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };
}
