using System.Text;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;

namespace Tes.Fuzz.Targets;

/// <summary>Files of trust anchors: every record of the file is an anchor of its owner, and nothing else is.</summary>
internal static class TrustAnchorTarget
{
    public static void Check(ReadOnlySpan<byte> octets)
    {
        string text = Encoding.UTF8.GetString(octets);
        if (!TrustAnchorSet.TryRead(text, out TrustAnchorSet? set, out ZoneFileFailure failure))
        {
            Property.Holds(failure.Line >= 1 && failure.Line <= 1 + text.AsSpan().Count('\n'), "a failure lies within its file");
            Property.IsShowable(failure.Reason);
            return;
        }

        Property.Holds(ZoneFile.TryRead(text, DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out _), "a file of anchors is a master file");
        DomainName[] owners = [.. set.Owners];
        Property.Holds(owners.ToHashSet().SetEquals(records!.Select(record => record.Owner)), "an anchor stands at each owner, and nowhere else");
        int believed = 0;
        foreach (DomainName owner in owners)
        {
            TrustAnchor? anchor = set.FindClosest(owner);
            Property.Holds(anchor is not null && anchor.Owner == owner, "an anchor governs its own name");
            believed += anchor!.DelegationSigners.Count + anchor.Keys.Count;
            Property.Holds(
                !owner.TryPrepend("below", out DomainName? below) || owners.Contains(below) || set.FindClosest(below)?.Owner == owner,
                "an anchor governs the names below it");
        }

        Property.Holds(believed == records!.Count, "each record is believed once");
    }
}
