using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.TransportSecurity.Tests;

/// <summary>A resolver made of given answers. A question that was not foreseen is an error of the test or of the code.</summary>
internal sealed class FakeResolver : IResolver
{
    private readonly Dictionary<Question, Answer> _answers = [];
    private readonly List<Question> _asked = [];

    /// <summary>The questions put, in order, as <c>name type</c>.</summary>
    public IReadOnlyList<string> Asked => [.. _asked.Select(question => question.ToString())];

    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        var question = new Question(name, type);
        _asked.Add(question);
        return _answers.TryGetValue(question, out Answer? answer)
            ? ValueTask.FromResult(answer)
            : throw new InvalidOperationException($"Nobody should ask for {question}.");
    }

    public FakeResolver Add(Answer answer)
    {
        _answers.Add(answer.Question, answer);
        return this;
    }
}

/// <summary>Short ways to write answers.</summary>
internal static class Answers
{
    public static DomainName Name(string text) => DomainName.Parse(text);

    public static Answer MxRecords(string domain, SecurityStatus security, params (ushort Preference, string Host)[] records) =>
        Found(domain, RRType.MX, security, [], [.. records.Select(record => MxRdata(record.Preference, record.Host))]);

    public static byte[] MxRdata(ushort preference, string host) => [(byte)(preference >> 8), (byte)preference, .. Name(host).Wire];

    public static Answer Addresses(string host, SecurityStatus security, params string[] addresses) =>
        Aliased(host, [], security, addresses);

    /// <summary>Addresses behind aliases: (owner, target, status) each.</summary>
    public static Answer Aliased(string host, (string Owner, string Target, SecurityStatus Security)[] aliases, SecurityStatus security, params string[] addresses)
    {
        IPAddress[] parsed = [.. addresses.Select(IPAddress.Parse)];
        RRType type = parsed[0].GetAddressBytes().Length == 4 ? RRType.A : RRType.Aaaa;
        return Found(host, type, security, aliases, [.. parsed.Select(address => address.GetAddressBytes())]);
    }

    public static Answer Tlsa(string owner, SecurityStatus security, params TlsaRdata[] records) =>
        Found(owner, RRType.Tlsa, security, [], [.. records.Select(record => record.ToRdata())]);

    public static Answer Found(string name, RRType type, SecurityStatus security, (string Owner, string Target, SecurityStatus Security)[] aliases, params byte[][] rdatas)
    {
        DomainName owner = aliases.Length == 0 ? Name(name) : Name(aliases[^1].Target);
        var rrset = new RRset(owner, type, RRClass.IN, 3600, rdatas.Select(rdata => new ReadOnlyMemory<byte>(rdata)), []);
        return new Answer.Found(new Question(Name(name), type), Aliases(aliases), Validated(rrset, security), ValidationTrace.Empty);
    }

    public static Answer Absent(string name, RRType type, Absence absence, SecurityStatus security, params (string Owner, string Target, SecurityStatus Security)[] aliases) =>
        new Answer.Absent(
            new Question(Name(name), type), Aliases(aliases), aliases.Length == 0 ? Name(name) : Name(aliases[^1].Target), absence, security,
            error: null, proof: [], ValidationTrace.Empty);

    public static Answer Bogus(string name, RRType type) =>
        new Answer.Bogus(
            new Question(Name(name), type), [], Name(name), ResponseCode.NoError, [],
            new ExtendedDnsError(ExtendedDnsErrorCode.SignatureExpired, "expired"), ValidationTrace.Empty);

    public static Answer Failed(string name, RRType type, LookupFailureKind kind = LookupFailureKind.ServFail)
    {
        var question = new Question(Name(name), type);
        return new Answer.Failed(question, [], Name(name), new LookupFailure(kind, question, "it failed"), ValidationTrace.Empty);
    }

    private static IReadOnlyList<ValidatedRRset> Aliases((string Owner, string Target, SecurityStatus Security)[] aliases) =>
        [.. aliases.Select(alias => Validated(
            new RRset(Name(alias.Owner), RRType.Cname, RRClass.IN, 3600, [Name(alias.Target).WireMemory], []), alias.Security))];

    private static ValidatedRRset Validated(RRset rrset, SecurityStatus security) => new(rrset, security, null, null, null, null);
}
