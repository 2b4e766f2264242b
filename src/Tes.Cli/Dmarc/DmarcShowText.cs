using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Dmarc;
using Tes.Mail.TagLists;

namespace Tes.Cli.Dmarc;

/// <summary>What governs mail from a domain, for people: the policy, the record, each step to it, where reports go.</summary>
internal static class DmarcShowText
{
    public static void Write(TextWriter output, DmarcReport report, Palette palette)
    {
        output.WriteLine($"{Name(report.Domain)}: {Verdict(report, palette)}");
        if (report.Governed is { } governed)
            WriteRecord(output, governed, palette);
        DmarcWalk walk = report.Discovery.Walk;
        output.WriteLine(walk.OrganizationalDomain is { } organizational
            ? $"  Organizational Domain: {Name(organizational)}, {DmarcWords.ReasonOf(walk.Rule)}"
            : $"  Organizational Domain: {palette.Doubtful("not known")}");
        DmarcWalkText.Write(output, walk, palette);
        WriteDestinations(output, report.Destinations, palette);
        if (report.SuffixList is { } list)
            WriteSuffixList(output, list, report.Discovery, palette);
    }

    private static string Verdict(DmarcReport report, Palette palette) => report.Discovery.Match(
        governed => governed.Policy is { } policy
            ? $"{Policy(policy.Policy, palette)}{Testing(report, policy.Policy)}, by {policy.Tag.ToString().ToLowerInvariant()} of {Owner(governed)} ({palette.Security(governed.Security)})"
            : governed.Record.Applicability == RecordApplicability.NoProcessing
                ? palette.Bad("no DMARC") + $": the record at {Name(governed.RecordDomain)} has no valid policy, and nobody to report to"
                : palette.Doubtful("policy not known") + ": the look-up that tells whether the domain exists failed",
        notPublished => palette.Bad("no DMARC record governs it"),
        undetermined => palette.Doubtful("not known") + $": the look-up at {Name(undetermined.Step.Domain)} {(undetermined.Step.Lookup is DmarcLookup.Bogus ? "is bogus" : "failed")}");

    private static string Testing(DmarcReport report, DmarcPolicy policy) =>
        report.Requested is { } requested && requested != policy ? $" in test mode (as {DmarcWords.Of(requested)})" : string.Empty;

    private static string Owner(DmarcDiscovery.Governed governed) => governed.Role switch
    {
        PolicyRecordRole.AuthorDomain => "its own record",
        PolicyRecordRole.OrganizationalDomain => $"the record of its Organizational Domain {Name(governed.RecordDomain)}",
        _ => $"the record of its Public Suffix Domain {Name(governed.RecordDomain)}",
    };

    private static string Policy(DmarcPolicy policy, Palette palette) =>
        policy == DmarcPolicy.None ? palette.Doubtful("none") : palette.Good(DmarcWords.Of(policy)!);

    private static void WriteRecord(TextWriter output, DmarcDiscovery.Governed governed, Palette palette)
    {
        output.WriteLine("  " + TerminalText.Escape(governed.Record.Text));
        foreach (ParseFailure fault in governed.Record.Faults)
            output.WriteLine($"    {palette.Bad("error")} at {fault.Offset}: {fault.Reason}");
        foreach (RecordRemark remark in governed.Record.Remarks)
            output.WriteLine($"    {palette.Doubtful("note")} at {remark.Offset}: {remark.Text}");
        output.WriteLine($"  alignment: DKIM {DmarcWords.Of(governed.Record.DkimAlignment)}, SPF {DmarcWords.Of(governed.Record.SpfAlignment)}");
        if (DmarcWords.StateOf(governed.Existence) is { } existence)
            output.WriteLine($"  the domain: {existence}");
    }

    private static void WriteDestinations(TextWriter output, IReadOnlyList<ReportDestination> destinations, Palette palette)
    {
        if (destinations.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(palette.Heading("Reports go to"));
        foreach (ReportDestination destination in destinations)
        {
            string state = destination.Match(
                isInternal => palette.Good("in the same organization"),
                authorized => palette.Good("authorized") + $" at {Name(authorized.RecordName)}"
                    + (authorized.Overrides.Count > 0 ? $", which sends them on to {TerminalText.Escape(string.Join(", ", authorized.Overrides.Select(uri => uri.Text)))}" : string.Empty),
                unauthorized => palette.Bad("not authorized") + $": {unauthorized.Reason}" + (unauthorized.RecordName is { } name ? $" ({Name(name)} TXT)" : string.Empty),
                undetermined => palette.Doubtful("not known") + $": {TerminalText.Escape(DmarcWords.ProblemOf(undetermined.Answer))}",
                notExamined => palette.Quiet("not looked up"));
            output.WriteLine($"  {TerminalText.Escape(destination.Uri.Text)}: {state}");
        }
    }

    private static void WriteSuffixList(TextWriter output, SuffixListDiscovery list, DmarcDiscovery discovery, Palette palette)
    {
        output.WriteLine();
        output.WriteLine(palette.Heading("With the public suffix list (RFC 7489)"));
        output.WriteLine($"  Organizational Domain: {(list.OrganizationalDomain is { } organizational ? Name(organizational) : "none: it is a public suffix")}");
        output.WriteLine(list.Undetermined is { } undetermined ? $"  policy: {palette.Doubtful("not known")}: the look-up at {Name(undetermined.Domain)} failed"
            : list.RecordDomain is { } domain ? $"  policy: {DmarcWords.Of(list.Policy)}, by the record of {Name(domain)}"
            : "  policy: none governs");
        output.WriteLine(list.AgreesWith(discovery) switch
        {
            true => "  " + palette.Good("the same as by RFC 9989"),
            false => "  " + palette.Doubtful("warning") + ": receivers differ: those with a list treat mail from this domain in another way",
            null => "  " + palette.Doubtful("not known whether receivers differ"),
        });
    }

    private static string Name(DomainName name) => TerminalText.Escape(name.ToDisplayString());
}
