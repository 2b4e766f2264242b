using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Dns.ZoneFiles;

namespace Tes.Scan.Tests.Checks;

/// <summary>Answers from a master file. Everything is secure but what <paramref name="status"/> says of a name and type.</summary>
internal sealed class TableResolver(string records, Func<DomainName, RRType, SecurityStatus> status) : IResolver
{
    private readonly IReadOnlyList<RRset> _rrsets = Read(records);

    /// <summary>Names and types of which the look-up fails.</summary>
    public required Func<DomainName, RRType, bool> Fails { get; init; }

    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer(new Question(name, type)));

    private Answer Answer(Question question)
    {
        var aliases = new List<ValidatedRRset>();
        DomainName name = question.Name;
        while (true)
        {
            if (Fails(name, question.Type))
                return new Answer.Failed(question, aliases, name, new LookupFailure(LookupFailureKind.ServFail, question, "answered SERVFAIL"), ValidationTrace.Empty);
            SecurityStatus security = status(name, question.Type);
            if (security == SecurityStatus.Bogus)
                return new Answer.Bogus(question, aliases, name, ResponseCode.NoError, [], new ExtendedDnsError(ExtendedDnsErrorCode.DnssecBogus, "does not verify"), ValidationTrace.Empty);
            if (Find(name, question.Type) is { } rrset)
                return new Answer.Found(question, aliases, Validated(rrset, security), ValidationTrace.Empty);
            if (Find(name, RRType.Cname) is not { } alias)
            {
                Absence absence = _rrsets.Any(known => known.Owner.IsAtOrBelow(name)) ? Absence.NoData : Absence.NXDomain;
                return new Answer.Absent(question, aliases, name, absence, security, null, [], ValidationTrace.Empty);
            }

            aliases.Add(Validated(alias, security));
            name = alias.Read<CnameRdata>().Single().Target;
        }
    }

    private RRset? Find(DomainName name, RRType type) => _rrsets.FirstOrDefault(rrset => rrset.Owner == name && rrset.Type == type);

    private static ValidatedRRset Validated(RRset rrset, SecurityStatus security) => new(rrset, security, null, null, null, null);

    private static IReadOnlyList<RRset> Read(string records) =>
        ZoneFile.TryRead("$TTL 300\n" + records, DomainName.Root, out IReadOnlyList<ResourceRecord>? read, out ZoneFileFailure failure)
            ? RRset.Group(read)
            : throw new FormatException(failure.ToString());
}
