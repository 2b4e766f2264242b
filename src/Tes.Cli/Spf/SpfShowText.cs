using System.Net;
using Tes.Cli.Terminal;
using Tes.Mail.Spf;
using Tes.Mail.Spf.Inspection;

namespace Tes.Cli.Spf;

/// <summary>A policy for people: the tree of its records, what passes, what is wrong, and the record without names.</summary>
internal static class SpfShowText
{
    public static void Write(TextWriter output, SpfTree tree, Palette palette)
    {
        string lookups = $"{tree.Lookups} of {SpfLimits.MaxLookupTerms} look-ups";
        output.WriteLine($"{TerminalText.Escape(tree.Root.Domain.ToDisplayString())}: {(tree.Lookups > SpfLimits.MaxLookupTerms ? palette.Bad(lookups) : lookups)}, {tree.VoidLookups} of {SpfLimits.MaxVoidLookups} void");
        output.WriteLine();
        output.WriteLine(palette.Heading("Records"));
        WriteRecord(output, tree.Root, "  ", palette);
        if (tree.Authorised.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(palette.Heading("Networks whose mail passes"));
            foreach (IPNetwork network in tree.Authorised)
                output.WriteLine($"  {network}");
        }

        if (tree.Findings.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(palette.Heading("Findings"));
            foreach (SpfFinding finding in tree.Findings)
            {
                string where = finding.Term is { } term ? $"{TerminalText.Escape(term)} of " : string.Empty;
                output.WriteLine($"  {palette.Doubtful(SpfShowWords.Of(finding.Kind))}  {where}{TerminalText.Escape(finding.Domain.ToDisplayString())}: {TerminalText.Escape(finding.Text)}");
            }
        }

        if (tree.Flattened is not { } flattened)
            return;
        output.WriteLine();
        output.WriteLine(palette.Heading("Without names, as of now"));
        output.WriteLine($"  {TerminalText.Escape(flattened.Text)}");
        foreach (string difference in flattened.Differences)
            output.WriteLine($"  {palette.Doubtful("but")} {TerminalText.Escape(difference)}");
    }

    private static void WriteRecord(TextWriter output, SpfTreeRecord record, string margin, Palette palette)
    {
        string text = SpfTraceWords.RecordOf(record.Lookup) ?? SpfShowWords.Of(record.Lookup);
        output.WriteLine($"{margin}{TerminalText.Escape(record.Domain.ToDisplayString())}: {TerminalText.Escape(text)} ({palette.Security(record.Lookup.Security)})");
        foreach (SpfTreeTerm term in record.Terms)
        {
            string cost = term.Lookups > 0 ? $"  {SpfTraceWords.Count(term.Lookups, "look-up")}" : string.Empty;
            string reach = term.Reach == SpfReach.Known ? string.Empty : $"  {palette.Doubtful(SpfShowWords.Of(term.Reach))}";
            string networks = term.Networks.Count > 0 && term.Directive?.Mechanism is not (SpfMechanism.Ip4 or SpfMechanism.Ip6) ? $"  = {string.Join(' ', term.Networks)}" : string.Empty;
            output.WriteLine($"{margin}  {TerminalText.Escape(term.Text)}{cost}{reach}{networks}");
            if (term.Record is { } inner)
                WriteRecord(output, inner, margin + "    ", palette);
        }
    }
}
