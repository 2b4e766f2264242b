using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Dns.ZoneFiles;

namespace Tes.Mail.Tests.Spf.Evaluation;

/// <summary>Answers out of the lines of a zone file, secure unless said otherwise; CNAMEs are followed. Counts what it is asked.</summary>
internal sealed class ZoneResolver : IResolver
{
    // RFC 1034 §3.6.2: more are a loop
    private const int MaxAliases = 10;

    private readonly Dictionary<(DomainName Name, RRType Type), List<ReadOnlyMemory<byte>>> _records = [];
    private readonly Dictionary<(DomainName Name, RRType Type), string> _faults = [];
    private readonly HashSet<DomainName> _names = [];

    /// <summary>Every question, in order.</summary>
    public List<Question> Asked { get; } = [];

    /// <summary>Names whose records are not signed.</summary>
    public HashSet<DomainName> Insecure { get; } = [];

    /// <summary>Never answers, until the wait is ended.</summary>
    public bool Silent { get; init; }

    /// <summary>Records with absolute names.</summary>
    public ZoneResolver(string zone)
    {
        if (!ZoneFile.TryRead($"$TTL 300\n{zone}\n", DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure))
            throw new FormatException($"{failure} in: {zone}");
        foreach (ResourceRecord record in records)
            Add(record.Owner, record.Type, record.Rdata);
    }

    public void Add(DomainName owner, RRType type, ReadOnlyMemory<byte> rdata)
    {
        if (!_records.TryGetValue((owner, type), out List<ReadOnlyMemory<byte>>? rdatas))
            _records[(owner, type)] = rdatas = [];
        rdatas.Add(rdata);
        for (DomainName name = owner; !name.IsRoot; name = name.Parent)
            _names.Add(name);
    }

    /// <summary>Fails a question: <c>timeout</c>, <c>servfail</c>, <c>refused</c> or <c>bogus</c>.</summary>
    public void Break(DomainName name, RRType type, string fault) => _faults[(name, type)] = fault;

    public async ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var question = new Question(name, type);
        Asked.Add(question);
        if (Silent)
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        var aliases = new List<ValidatedRRset>();
        for (DomainName owner = name; ;)
        {
            if (_faults.TryGetValue((owner, type), out string? fault))
                return Failed(question, fault);
            if (_records.TryGetValue((owner, type), out List<ReadOnlyMemory<byte>>? rdatas))
                return new Answer.Found(question, aliases, Validated(owner, type, rdatas), ValidationTrace.Empty);
            if (type == RRType.Cname || !_records.TryGetValue((owner, RRType.Cname), out List<ReadOnlyMemory<byte>>? alias))
            {
                return new Answer.Absent(
                    question, aliases, owner, _names.Contains(owner) ? Absence.NoData : Absence.NXDomain, SecurityOf(owner), null, [], ValidationTrace.Empty);
            }

            aliases.Add(Validated(owner, RRType.Cname, alias));
            if (aliases.Count > MaxAliases)
                return new Answer.Failed(question, aliases, owner, new LookupFailure(LookupFailureKind.TooManyAliases, question, "too many aliases"), ValidationTrace.Empty);
            owner = DomainName.TryReadUncompressed(alias[0].Span, out DomainName? target, out _)
                ? target
                : throw new InvalidOperationException("a CNAME record without a name");
        }
    }

    private static Answer Failed(Question question, string fault) => fault == "bogus"
        ? new Answer.Bogus(question, [], question.Name, ResponseCode.NoError, [], new ExtendedDnsError(ExtendedDnsErrorCode.DnssecBogus, "bogus"), ValidationTrace.Empty)
        : new Answer.Failed(question, [], question.Name, new LookupFailure(KindOf(fault), question, fault), ValidationTrace.Empty);

    private static LookupFailureKind KindOf(string fault) => fault switch
    {
        "timeout" => LookupFailureKind.Timeout,
        "servfail" => LookupFailureKind.ServFail,
        "refused" => LookupFailureKind.Refused,
        _ => throw new FormatException($"'{fault}' is no fault"),
    };

    private SecurityStatus SecurityOf(DomainName owner) => Insecure.Contains(owner) ? SecurityStatus.Insecure : SecurityStatus.Secure;

    private ValidatedRRset Validated(DomainName owner, RRType type, List<ReadOnlyMemory<byte>> rdatas) =>
        new(new RRset(owner, type, RRClass.IN, 300, rdatas, []), SecurityOf(owner), null, null, null, null);
}
