using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Resolver.Tests.Scenarios;

/// <summary>Which records of a section an edit is about: <c>OWNER TYPE</c>, each of them <c>*</c> for any; <c>RRSIG/TYPE</c> for the RRSIGs of a type.</summary>
internal sealed record RecordFilter(DomainName? Owner, RRType? Type, RRType? Covered)
{
    public static RecordFilter Read(ReadOnlySpan<string> words)
    {
        string owner = words.Length > 0 ? words[0] : "*";
        string type = words.Length > 1 ? words[1] : "*";
        RRType? covered = type.StartsWith("RRSIG/", StringComparison.Ordinal) ? ScenarioText.Type(type[6..]) : null;
        return new RecordFilter(
            owner == "*" ? null : ScenarioText.Name(owner), type == "*" ? null : covered is not null ? RRType.Rrsig : ScenarioText.Type(type), covered);
    }

    public bool Matches(ResourceRecord record) =>
        (Owner is null || record.Owner == Owner) && (Type is null || record.Type == Type)
        && (Covered is null || (RrsigRdata.TryRead(record.Rdata, out RrsigRdata? signature) && signature.TypeCovered == Covered));
}
