using System.Net;

namespace Tes.Mail.Spf.Inspection;

/// <summary>What is dangerous, redundant or wrong in a policy.</summary>
internal static class SpfTreeJudge
{
    // Own choice: an IPv4 /16 and an IPv6 /32 are what whole providers have (RFC 6177 for the latter).
    private const int LargeIPv4 = 16;
    private const int LargeIPv6 = 32;

    // Own limit: no honest record has more; the time is that times the length of the record.
    private const int MaxCompared = 500;

    public static SpfTree Judge(SpfTreeRecord root)
    {
        int lookups = root.Terms.Sum(term => term.Lookups);
        int voidLookups = root.Terms.Sum(term => term.VoidLookups);
        var findings = new List<SpfFinding>();
        JudgeRecord(root, findings);
        if (lookups > SpfLimits.MaxLookupTerms)
            findings.Add(new(SpfFindingKind.TooManyLookups, root.Domain, null, $"{lookups} terms with look-ups, and receivers allow {SpfLimits.MaxLookupTerms}: whoever is not matched before gets permerror"));
        if (voidLookups > SpfLimits.MaxVoidLookups)
            findings.Add(new(SpfFindingKind.TooManyVoidLookups, root.Domain, null, $"{voidLookups} look-ups find nothing, and receivers allow {SpfLimits.MaxVoidLookups}: whoever is not matched before gets permerror"));
        if (root.Record is null)
            return new SpfTree(root, lookups, voidLookups, [], findings, null);
        var flattener = new SpfFlattener();
        List<FlatTerm> flat = flattener.Flatten(root);
        List<IPNetwork> authorised = flattener.Authorised(flat);
        if (authorised.Any(network => network.PrefixLength == 0))
            findings.Add(new(SpfFindingKind.PassAll, root.Domain, null, "mail from anywhere passes"));
        return new SpfTree(root, lookups, voidLookups, authorised, findings, flattener.Write(flat, root));
    }

    private static void JudgeRecord(SpfTreeRecord record, List<SpfFinding> findings)
    {
        void Add(SpfFindingKind kind, SpfTreeTerm? term, string text) => findings.Add(new SpfFinding(kind, record.Domain, term?.Text, text));
        (SpfFindingKind Kind, string Text)? invalid = record.Lookup.Match<(SpfFindingKind, string)?>(
            published => null,
            none => (SpfFindingKind.NoValidRecord, "there is no SPF record"),
            multiple => (SpfFindingKind.NoValidRecord, $"there are {multiple.Texts.Count} SPF records"),
            malformed => (SpfFindingKind.NoValidRecord, $"the record has a syntax error: {malformed.Failure}"),
            bogus => (SpfFindingKind.NoValidRecord, "the answer is bogus"),
            failed => (SpfFindingKind.NotLookedUp, $"the look-up could not be completed: {failed.Failure.Text}"));
        if (invalid is { } fault)
        {
            Add(fault.Kind, null, fault.Text);
            return;
        }

        if (record.Record is { AllQualifier: null, Redirect: null })
            Add(SpfFindingKind.NoAll, null, "neither all nor redirect: whoever is not matched gets neutral");
        var earlier = new List<IPNetwork>();
        var texts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (SpfTreeTerm term in record.Terms)
        {
            if (term.Reach == SpfReach.NeverEvaluated)
            {
                Add(SpfFindingKind.NeverEvaluated, term, "nobody evaluates it, as all matches first");
                continue;
            }

            if (!texts.Add(term.Text.TrimStart('+')))
                Add(SpfFindingKind.Redundant, term, "it stands here twice");
            else if (term.Networks.Count > 0 && term.Networks.All(network => earlier.Any(other => SpfNetworks.Covers(other, network))))
                Add(SpfFindingKind.Redundant, term, "earlier terms match all that it matches");
            if (term.Directive?.Mechanism is SpfMechanism.Ptr)
                Add(SpfFindingKind.Ptr, term, "ptr should not be used: it is slow, and receivers may ignore it");
            foreach (IPNetwork network in term.Networks.Where(network => term.Directive?.Qualifier == SpfQualifier.Pass && IsLarge(network)))
                Add(SpfFindingKind.LargeNetwork, term, $"all of {network} passes");
            if (term.VoidLookups > 0 && term.Record is null)
                Add(SpfFindingKind.VoidLookup, term, "its look-up finds nothing");
            if (term.Problem is { } problem)
                Add(problem.Kind, term, problem.Text);
            if (earlier.Count < MaxCompared)
                earlier.AddRange(term.Networks.Take(MaxCompared));
            if (term.Record is { } inner)
                JudgeRecord(inner, findings);
        }
    }

    private static bool IsLarge(IPNetwork network) =>
        network.PrefixLength < (Evaluation.SpfAddresses.IsIPv4(network.BaseAddress) ? LargeIPv4 : LargeIPv6);
}
