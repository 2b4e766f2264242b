using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;

namespace Tes.Fuzz.Targets;

/// <summary>A zone whose whole content is known, and so what its keys have truly signed and what may be denied.</summary>
internal sealed class SignedZone
{
    private readonly HashSet<string> _signed = [];
    private readonly HashSet<DomainName> _names = [];
    private readonly HashSet<(DomainName Owner, RRType Type)> _types = [];

    private SignedZone(IReadOnlyList<RRset> rrsets)
    {
        RRset keySet = rrsets.Single(rrset => rrset.Type == RRType.Dnskey);
        Apex = keySet.Owner;
        Keys = [.. keySet.Read<DnskeyRdata>().Select(rdata => new ZoneKey(rdata))];
        foreach (RRset rrset in rrsets.Where(rrset => rrset.Signatures.Count > 0))
        {
            foreach (RrsigRdata signature in rrset.Signatures)
                _signed.Add(Convert.ToHexString(SignedData.Of(rrset, signature)));
            // The owner of an NSEC3 is no name of the zone (RFC 5155 §1.3).
            if (rrset.Type == RRType.Nsec3)
                continue;
            _types.Add((rrset.Owner, rrset.Type));
            for (DomainName name = rrset.Owner; name.IsAtOrBelow(Apex); name = name.Parent)
                _names.Add(name);
        }
    }

    /// <summary>The zones, as BIND signed them.</summary>
    public static IReadOnlyList<SignedZone> All { get; } = [Load("ed25519.zone"), Load("rsasha1-nsec3.zone")];

    /// <summary>A time at which their signatures are valid.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public DomainName Apex { get; }

    public IReadOnlyList<ZoneKey> Keys { get; }

    /// <summary>Whether the keys have made this signature for these records.</summary>
    public bool HasSigned(RRset rrset, RrsigRdata signature) => _signed.Contains(Convert.ToHexString(SignedData.Of(rrset, signature)));

    /// <summary>Whether the name exists with data of its own or as an empty non-terminal.</summary>
    public bool Has(DomainName name) => _names.Contains(name);

    /// <summary>Whether the zone has signed records of this name and type.</summary>
    public bool Has(DomainName name, RRType type) => _types.Contains((name, type));

    private static SignedZone Load(string resource)
    {
        using Stream stream = typeof(SignedZone).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not embedded");
        using var reader = new StreamReader(stream);
        return ZoneFile.TryRead(reader.ReadToEnd(), DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure)
            ? new SignedZone(RRset.Group(records))
            : throw new InvalidOperationException($"{resource}: {failure}");
    }
}
