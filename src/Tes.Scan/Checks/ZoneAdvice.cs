using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;

namespace Tes.Scan.Checks;

/// <summary>What to say about a zone that is not secure.</summary>
internal static class ZoneAdvice
{
    /// <summary>Why the chain of trust ends before the data; names the zone.</summary>
    public static string WhyInsecure(Answer answer)
    {
        ZoneStep? end = FirstInsecure(answer);
        return end is null ? "no chain of trust reaches them" : $"the zone {end.Zone.ToDisplayString()} is insecure ({end.Note})";
    }

    /// <summary>The step that makes the zone secure.</summary>
    public static string ForInsecure(Answer answer)
    {
        DomainName? zone = FirstInsecure(answer)?.Zone;
        return zone is null || zone.IsRoot
            ? "sign the zone and publish its DS record in the parent zone"
            : $"sign the zone {zone.ToDisplayString()} and publish its DS record in {zone.Parent.ToDisplayString()}";
    }

    /// <summary>The step that repairs what is broken; null where the code does not tell.</summary>
    public static string? ForBogus(Answer.Bogus bogus)
    {
        string zone = bogus.Trace.Zones.Count > 0 ? bogus.Trace.Zones[^1].Zone.ToDisplayString() : bogus.Question.Name.ToDisplayString();
        return bogus.Error.Code switch
        {
            ExtendedDnsErrorCode.SignatureExpired => $"sign the zone {zone} again, and find out why its signer stopped",
            ExtendedDnsErrorCode.SignatureNotYetValid => $"set the clock of the signer of {zone} right and sign the zone again",
            ExtendedDnsErrorCode.DnskeyMissing => $"make the DS record of {zone} in its parent fit the zone's DNSKEY, or remove it",
            ExtendedDnsErrorCode.RrsigsMissing => $"sign all records of {zone}: all its name servers must serve the signed zone",
            ExtendedDnsErrorCode.NsecMissing => $"repair the NSEC or NSEC3 chain of {zone}: sign the whole zone again",
            ExtendedDnsErrorCode.NoZoneKeyBitSet => $"publish a DNSKEY of {zone} with the zone key flag (256 or 257)",
            _ => null,
        };
    }

    private static ZoneStep? FirstInsecure(Answer answer) =>
        answer.Trace.Zones.FirstOrDefault(step => step.Security == SecurityStatus.Insecure);
}
