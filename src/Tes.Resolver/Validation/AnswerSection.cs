using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Resolver.Validation;

/// <summary>The RRsets of a response's answer section.</summary>
internal static class AnswerSection
{
    /// <summary>
    /// The RRsets, each with its RRSIGs. One that has none there gets those that some servers put into another section: RFC 4035
    /// §3.1.1 puts them beside the RRset, but wherever a signature stands, it proves the same.
    /// </summary>
    public static IReadOnlyList<RRset> Of(Message response)
    {
        if (response.Answers.Count == 0)
            return [];
        IReadOnlyList<RRset> rrsets = RRset.Group(response.Answers);
        if (rrsets.All(rrset => rrset.Signatures.Count > 0))
            return rrsets;
        // By a set: a peer may send thousands of both.
        HashSet<(DomainName, RRType, RRClass)> unsigned = [.. rrsets.Where(rrset => rrset.Signatures.Count == 0).Select(rrset => (rrset.Owner, rrset.Type, rrset.Class))];
        ResourceRecord[] elsewhere = [.. response.Authorities.Concat(response.Additionals).Where(record =>
            record.Type == RRType.Rrsig && RrsigRdata.TryRead(record.Rdata, out RrsigRdata? signature) && unsigned.Contains((record.Owner, signature.TypeCovered, record.Class)))];
        return elsewhere.Length == 0 ? rrsets : RRset.Group([.. response.Answers, .. elsewhere]);
    }
}
