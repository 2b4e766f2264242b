using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;

namespace Tes.Dns.Dnssec;

/// <summary>
/// The points from which trust starts (RFC 4033 §2): for each owner DS or DNSKEY records. The closest anchor at or above a
/// name governs it. Immutable.
/// </summary>
public sealed class TrustAnchorSet
{
    // https://data.iana.org/root-anchors/: KSK-2017 and KSK-2024.
    private const string RootAnchors = """
        . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
        . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
        """;

    private readonly Dictionary<DomainName, TrustAnchor> _anchors;

    private TrustAnchorSet(Dictionary<DomainName, TrustAnchor> anchors) => _anchors = anchors;

    /// <summary>The root zone's KSK-2017 (20326) and KSK-2024 (38696).</summary>
    public static TrustAnchorSet Root { get; } =
        TryRead(RootAnchors, out TrustAnchorSet? set, out ZoneFileFailure failure) ? set : throw new InvalidOperationException(failure.ToString());

    /// <summary>Owners that have an anchor.</summary>
    public IEnumerable<DomainName> Owners => _anchors.Keys;

    /// <summary>
    /// Reads DS and DNSKEY records in presentation form, of any number of owners. Other record types are an error: a file
    /// with something else in it is not a file of trust anchors.
    /// </summary>
    /// <returns>False where a line is malformed, has another type, or no line is left.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out TrustAnchorSet? set, out ZoneFileFailure failure)
    {
        set = null;
        if (!ZoneFile.TryRead(text, DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out failure))
            return false;
        var anchors = new Dictionary<DomainName, (List<DsRdata> DelegationSigners, List<DnskeyRdata> Keys)>();
        foreach (ResourceRecord record in records)
        {
            if (!anchors.TryGetValue(record.Owner, out (List<DsRdata> DelegationSigners, List<DnskeyRdata> Keys) anchor))
                anchors.Add(record.Owner, anchor = ([], []));
            if (record.Type == RRType.DS && DsRdata.TryRead(record.Rdata, out DsRdata? ds))
            {
                anchor.DelegationSigners.Add(ds);
            }
            else if (record.Type == RRType.Dnskey && DnskeyRdata.TryRead(record.Rdata, out DnskeyRdata? key))
            {
                anchor.Keys.Add(key);
            }
            else
            {
                failure = new ZoneFileFailure(1, $"{record.Owner} {record.Type.ToMnemonic()} is neither DS nor DNSKEY");
                return false;
            }
        }

        if (anchors.Count == 0)
        {
            failure = new ZoneFileFailure(1, "there is no DS or DNSKEY record");
            return false;
        }

        set = new TrustAnchorSet(anchors.ToDictionary(anchor => anchor.Key, anchor => new TrustAnchor(anchor.Key, anchor.Value.DelegationSigners, anchor.Value.Keys)));
        return true;
    }

    /// <summary>The anchor closest to the root.</summary>
    public TrustAnchor FindHighest() => _anchors.Values.MinBy(anchor => anchor.Owner.LabelCount) ?? throw new InvalidOperationException("There is always one.");

    /// <summary>The anchor that governs <paramref name="name"/>; null where none is at or above it (then it is indeterminate).</summary>
    public TrustAnchor? FindClosest(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (DomainName candidate = name; ; candidate = candidate.Parent)
        {
            if (_anchors.TryGetValue(candidate, out TrustAnchor? anchor))
                return anchor;
            if (candidate.IsRoot)
                return null;
        }
    }
}
