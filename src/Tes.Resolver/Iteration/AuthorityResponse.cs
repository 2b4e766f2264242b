using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Resolver.Iteration;

/// <summary>
/// Judges a response with RCODE NOERROR or NXDOMAIN from a server of a zone, and keeps of it what that zone may speak for
/// (RFC 2181 §5.4.1, RFC 5452 §6). Truth is for the validator; this decides where to go and what never to take along.
/// </summary>
internal static class AuthorityResponse
{
    /// <summary>Judges one response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="question">What the server was asked.</param>
    /// <param name="zone">The zone for which it was asked, at or above the name.</param>
    public static AuthorityVerdict Judge(Message response, Question question, DomainName zone)
    {
        bool authoritative = response.Flags.HasFlag(MessageFlags.AuthoritativeAnswer);
        ResourceRecord[] answers = [.. response.Answers.Where(record => record.Class == RRClass.IN && record.Owner.IsAtOrBelow(zone) && Concerns(record, question))];
        bool hasRecords = answers.Any(record => record.Type == question.Type && record.Owner == question.Name);
        if (answers.Any(record => record.Type != RRType.Rrsig))
        {
            // RFC 1034 §4.3.1, RFC 2181 §5.4.1: what a server does not have authority for is from a cache, or made up.
            return authoritative
                ? Answer(response, answers, hasRecords ? AuthoritativeKind.Records : AuthoritativeKind.Alias, zone)
                : new AuthorityVerdict.Lame("answers without authority");
        }

        ResourceRecord[] authorities = [.. response.Authorities.Where(record => record.Class == RRClass.IN && record.Owner.IsAtOrBelow(zone))];
        DomainName? source = authorities.FirstOrDefault(record => record.Type == RRType.Soa && question.Name.IsAtOrBelow(record.Owner))?.Owner;
        if (response.ResponseCode == ResponseCode.NoError && source is null && FindCut(authorities, question.Name, zone) is { } cut)
        {
            // RFC 4035 §3.1.4.1: a parent that knows nothing of DS refers to the child, and there is no DS to be had.
            return question.Type == RRType.DS && cut == question.Name
                ? Answer(response, [], AuthoritativeKind.NoData, zone)
                : new AuthorityVerdict.Referral(Refer(response, authorities, cut, zone));
        }

        if (!authoritative)
            return new AuthorityVerdict.Lame(response.Authorities.Any(record => record.Type == RRType.NS) ? "refers upwards or to itself" : "answers without authority");
        // RFC 2308 §2: a denial names the zone that it speaks for, if any; it has to be this one or one below.
        if (source is null && response.Authorities.Any(record => record.Type == RRType.Soa))
            return new AuthorityVerdict.Lame("answers for another zone");
        // RFC 4035 §2.4: DS is on the parent's side, and the child cannot deny it.
        if (question.Type == RRType.DS && source == question.Name && !question.Name.IsRoot)
            return new AuthorityVerdict.Lame("answers for the zone below the cut in place of the one above", LameScope.Question);
        return Answer(response, [], response.ResponseCode == ResponseCode.NXDomain ? AuthoritativeKind.NXDomain : AuthoritativeKind.NoData, zone);
    }

    // The first link of a chain only: what its target is, is for the target's own servers to say, and the look-up asks them.
    private static bool Concerns(ResourceRecord record, Question question)
    {
        RRType type = record.Type == RRType.Rrsig && RrsigRdata.TryRead(record.Rdata, out RrsigRdata? signature) ? signature.TypeCovered : record.Type;
        return record.Owner == question.Name
            ? type == question.Type || type == RRType.Cname
            : type == RRType.Dname && question.Name.IsBelow(record.Owner);
    }

    private static AuthorityVerdict.Authoritative Answer(Message response, IReadOnlyList<ResourceRecord> answers, AuthoritativeKind kind, DomainName zone)
    {
        // RFC 6604 §2, RFC 2308 §2.1: behind an alias, RCODE and SOA tell of its target, which is left aside here.
        bool alias = kind == AuthoritativeKind.Alias;
        var message = new Message
        {
            Flags = MessageFlags.Response | MessageFlags.AuthoritativeAnswer,
            ResponseCode = alias ? ResponseCode.NoError : response.ResponseCode,
            Questions = response.Questions,
            Answers = answers,
            Authorities = [.. response.Authorities.Where(record => record.Class == RRClass.IN && record.Owner.IsAtOrBelow(zone) && IsOfDenial(record, alias))],
            // For priming (RFC 9609 §4.1): the addresses of the root servers.
            Additionals = [.. response.Additionals.Where(record => record.Class == RRClass.IN && record.Owner.IsAtOrBelow(zone))],
        };
        return new AuthorityVerdict.Authoritative(message, kind);
    }

    private static bool IsOfDenial(ResourceRecord record, bool alias)
    {
        RRType type = record.Type == RRType.Rrsig && RrsigRdata.TryRead(record.Rdata, out RrsigRdata? signature) ? signature.TypeCovered : record.Type;
        return type is RRType.Nsec or RRType.Nsec3 || (type == RRType.Soa && !alias);
    }

    // RFC 1034 §4.3.2 step 3b. Strictly downwards, towards the name: anything else leads in circles or astray.
    private static DomainName? FindCut(IEnumerable<ResourceRecord> authorities, DomainName name, DomainName zone) => authorities
        .Where(record => record.Type == RRType.NS && record.Owner.IsBelow(zone) && name.IsAtOrBelow(record.Owner))
        .Select(record => record.Owner)
        .MaxBy(owner => owner.LabelCount);

    private static Delegation Refer(Message response, IReadOnlyList<ResourceRecord> authorities, DomainName cut, DomainName zone)
    {
        RRset nameServers = RRset.Group([.. authorities.Where(record => record.Type == RRType.NS && record.Owner == cut)])[0];
        // RFC 5452 §6, RFC 9471 §2: addresses of hosts in the delegating zone, below the cut or beside it; those of other hosts
        // are for their own zones to tell.
        IReadOnlyList<RRset> glue = RRset.Group([.. response.Additionals.Where(record => record.Owner.IsAtOrBelow(zone))]);
        return new Delegation(
            cut,
            [.. nameServers.Read<NsRdata>().Take(IterationLimits.MaxNameServers).Select(ns => new NameServer(ns.NameServer, Addresses.Of(ns.NameServer, glue)))],
            TimeSpan.FromSeconds(Math.Min(nameServers.Ttl, IterationLimits.LongestKept.TotalSeconds)));
    }
}
