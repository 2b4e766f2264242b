using System.Net;
using System.Text;
using Tes.Dns;

namespace Tes.Mail.Spf.Inspection;

/// <summary>Puts networks in the place of the names that lead to them.</summary>
internal sealed class SpfFlattener
{
    // RFC 1035 §3.3
    private const int MaxStringLength = 255;

    private const string CannotBeWritten = "is left out, as the name of its record has octets that no term can have";

    private static readonly IPNetwork[] Everybody = [new(IPAddress.Any, 0), new(IPAddress.IPv6Any, 0)];

    private readonly SortedSet<string> _differences = new(StringComparer.Ordinal);
    private int _kept;
    private int _comparisons = SpfLimits.MaxFlatComparisons;

    /// <summary>The steps in order; the last may be all.</summary>
    public List<FlatTerm> Flatten(SpfTreeRecord record)
    {
        var flat = new List<FlatTerm>();
        foreach (SpfTreeTerm term in record.Terms)
        {
            if (flat.Count >= SpfLimits.MaxFlatNetworks)
            {
                Differs(record, term, "and what follows is left out, as there are too many networks");
                break;
            }

            Append(flat, record, term);
        }

        return flat;
    }

    /// <summary>The steps as a record.</summary>
    public SpfFlattened Write(List<FlatTerm> flat, SpfTreeRecord root)
    {
        var text = new StringBuilder("v=spf1");
        foreach (FlatTerm term in Tidy(flat))
            text.Append(' ').Append(Sign(term.Qualifier)).Append(term.Network is { } network ? Write(network) : term.Kept ?? "all");
        SpfTreeRecord last = root;
        while (last.Terms is [.., { Directive: null, Record: { } next }])
            last = next;
        if (last.Record?.Explanation is { } explanation)
        {
            string relocated = StaticMacros.Relocate(explanation, last.Domain);
            if (CanBeWritten(relocated))
                text.Append(" exp=").Append(relocated);
            else
                _differences.Add($"exp={explanation} of {last.Domain.ToDisplayString()} {CannotBeWritten}");
        }

        string record = text.ToString();
        return new SpfFlattened(record, [.. record.Chunk(MaxStringLength).Select(part => new string(part))], _kept, [.. _differences]);
    }

    /// <summary>Networks of which all mail passes, whatever depends on the mail aside.</summary>
    public List<IPNetwork> Authorised(List<FlatTerm> flat)
    {
        var others = new List<IPNetwork>();
        var passing = new List<IPNetwork>();
        foreach (FlatTerm term in flat)
        {
            IPNetwork[] networks = term.Network is { } one ? [one] : term.IsAll ? Everybody : [];
            if (term.Qualifier != SpfQualifier.Pass)
            {
                others.AddRange(networks);
                continue;
            }

            foreach (IPNetwork network in networks)
                passing.AddRange(Subtract(network, others));
            if (passing.Count > SpfLimits.MaxFlatNetworks)
                break;
        }

        return SpfNetworks.Merge(passing);
    }

    private void Append(List<FlatTerm> flat, SpfTreeRecord record, SpfTreeTerm term)
    {
        SpfQualifier qualifier = term.Directive?.Qualifier ?? SpfQualifier.Pass;
        switch (term)
        {
            case { Reach: SpfReach.NeverEvaluated }:
                break;
            case { Directive: null, Record: { Record: not null } target }:
                flat.AddRange(Flatten(target));
                break;
            case { Directive.Mechanism: SpfMechanism.Include, Record: { Record: not null } target }:
                Include(flat, qualifier, record, term, Flatten(target));
                break;
            case { Directive.Mechanism: SpfMechanism.All }:
                flat.Add(new FlatTerm(qualifier, null, null));
                break;
            case { Reach: SpfReach.Known }:
                flat.AddRange(term.Networks.Select(network => new FlatTerm(qualifier, network, null)));
                break;
            case { Directive.Mechanism: { } mechanism } when !CanBeWritten(Relocate(mechanism, record.Domain)):
                Differs(record, term, CannotBeWritten);
                break;
            case { Directive.Mechanism: { } mechanism }:
                Differs(record, term, term.Reach == SpfReach.DependsOnMail ? "is kept, as it depends on the mail" : $"is kept: {term.Problem?.Text ?? "what it leads to has no valid record"}");
                flat.Add(new FlatTerm(qualifier, null, Relocate(mechanism, record.Domain)));
                _kept++;
                break;
            default:
                Differs(record, term, "is left out, as its target is not known");
                break;
        }
    }

    // RFC 7208 §5.2: what passes there matches here, less what earlier terms there keep from passing
    private void Include(List<FlatTerm> flat, SpfQualifier qualifier, SpfTreeRecord record, SpfTreeTerm term, List<FlatTerm> inner)
    {
        var kept = new List<IPNetwork>();
        bool keptByMail = false;
        foreach (FlatTerm step in inner)
        {
            if (flat.Count >= SpfLimits.MaxFlatNetworks)
            {
                Differs(record, term, "is cut short, as there are too many networks");
                return;
            }

            bool passes = step.Qualifier == SpfQualifier.Pass;
            if (passes && (keptByMail || (step.Kept is not null && kept.Count > 0)))
                Differs(record, term, "matches more here: terms there that do not pass are lost");
            if (step.Kept is { } text)
            {
                keptByMail |= !passes;
                if (passes)
                    flat.Add(new FlatTerm(qualifier, null, text));
                continue;
            }

            IPNetwork[] networks = step.Network is { } one ? [one] : Everybody;
            if (!passes)
            {
                kept.AddRange(networks);
                continue;
            }

            foreach (IPNetwork network in networks)
                flat.AddRange(Subtract(network, kept).Select(part => new FlatTerm(qualifier, part, null)));
        }
    }

    private List<IPNetwork> Subtract(IPNetwork network, List<IPNetwork> others)
    {
        if (SpfNetworks.Subtract(network, others, ref _comparisons) is { } left)
            return left;
        _differences.Add("networks are left out, as the policy is too complicated");
        return [];
    }

    // Neighbours with one qualifier are a set; what an earlier network covers is never reached, and so is what follows all.
    private static List<FlatTerm> Tidy(List<FlatTerm> flat)
    {
        var tidy = new List<FlatTerm>();
        var seen = new List<IPNetwork>();
        for (int i = 0; i < flat.Count;)
        {
            FlatTerm term = flat[i];
            if (term.Network is null)
            {
                tidy.Add(term);
                if (term.IsAll)
                    break;
                i++;
                continue;
            }

            var run = new List<IPNetwork>();
            for (; i < flat.Count && flat[i].Network is { } network && flat[i].Qualifier == term.Qualifier; i++)
                run.Add(network);
            foreach (IPNetwork network in SpfNetworks.Merge(run.Where(network => !seen.Any(earlier => SpfNetworks.Covers(earlier, network)))))
            {
                tidy.Add(new FlatTerm(term.Qualifier, network, null));
                seen.Add(network);
            }
        }

        return tidy;
    }

    private void Differs(SpfTreeRecord record, SpfTreeTerm term, string what) => _differences.Add($"{term.Text} of {record.Domain.ToDisplayString()} {what}");

    private static string Relocate(SpfMechanism mechanism, DomainName domain)
    {
        string here = StaticMacros.Relocate(domain);
        return mechanism.Match(
            all => "all",
            include => $"include:{StaticMacros.Relocate(include.Domain, domain)}",
            a => $"a:{(a.Domain is null ? here : StaticMacros.Relocate(a.Domain, domain))}{Lengths(a.Ip4PrefixLength, a.Ip6PrefixLength)}",
            mx => $"mx:{(mx.Domain is null ? here : StaticMacros.Relocate(mx.Domain, domain))}{Lengths(mx.Ip4PrefixLength, mx.Ip6PrefixLength)}",
            ptr => $"ptr:{(ptr.Domain is null ? here : StaticMacros.Relocate(ptr.Domain, domain))}",
            ip4 => $"ip4:{ip4.Network}/{ip4.PrefixLength}",
            ip6 => $"ip6:{ip6.Network}/{ip6.PrefixLength}",
            exists => $"exists:{StaticMacros.Relocate(exists.Domain, domain)}");
    }

    // RFC 7208 §7.1: macro-literal
    private static bool CanBeWritten(string term) => term.All(character => character is > ' ' and <= '~');

    private static string Lengths(int ip4, int ip6) => (ip4 == 32 ? string.Empty : $"/{ip4}") + (ip6 == 128 ? string.Empty : $"//{ip6}");

    private static string Write(IPNetwork network)
    {
        bool ip4 = Evaluation.SpfAddresses.IsIPv4(network.BaseAddress);
        string length = network.PrefixLength == (ip4 ? 32 : 128) ? string.Empty : $"/{network.PrefixLength}";
        return $"{(ip4 ? "ip4" : "ip6")}:{network.BaseAddress}{length}";
    }

    private static string Sign(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Pass => string.Empty,
        SpfQualifier.Fail => "-",
        SpfQualifier.SoftFail => "~",
        SpfQualifier.Neutral => "?",
        _ => throw new ArgumentOutOfRangeException(nameof(qualifier), qualifier, "Not a qualifier."),
    };
}
