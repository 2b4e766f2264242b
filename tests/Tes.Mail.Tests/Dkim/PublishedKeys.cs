using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Mail.Tests.Dkim;

/// <summary>A resolver that knows TXT records and fails loudly when asked for anything else. Names without records do not exist.</summary>
internal sealed class PublishedKeys : IResolver
{
    private readonly Dictionary<DomainName, List<string>> _texts = [];
    private readonly Dictionary<DomainName, Func<Question, Answer>> _answers = [];

    public SecurityStatus Security { get; init; } = SecurityStatus.Secure;

    public List<DomainName> Asked { get; } = [];

    /// <summary>Each line: a name, a space, the text of a TXT record.</summary>
    public static PublishedKeys Of(params IEnumerable<string> lines)
    {
        var keys = new PublishedKeys();
        foreach (string line in lines)
            keys.Add(line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return keys;
    }

    public PublishedKeys Add(string name, string text)
    {
        DomainName owner = DomainName.Parse(name);
        if (!_texts.TryGetValue(owner, out List<string>? texts))
            _texts.Add(owner, texts = []);
        texts.Add(text);
        return this;
    }

    public PublishedKeys Fail(string name, Func<Question, Answer> answer)
    {
        _answers[DomainName.Parse(name)] = answer;
        return this;
    }

    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        if (type != RRType.Txt)
            throw new InvalidOperationException($"Nobody should ask for {name} {type}.");
        Asked.Add(name);
        var question = new Question(name, type);
        if (_answers.TryGetValue(name, out Func<Question, Answer>? answer))
            return ValueTask.FromResult(answer(question));
        if (!_texts.TryGetValue(name, out List<string>? texts))
            return ValueTask.FromResult<Answer>(new Answer.Absent(question, [], name, Absence.NXDomain, Security, null, [], ValidationTrace.Empty));
        IEnumerable<ReadOnlyMemory<byte>> rdatas = texts.Select(text => new ReadOnlyMemory<byte>(
            [.. text.Chunk(255).SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.Latin1.GetBytes(part)])]));
        var rrset = new RRset(name, RRType.Txt, RRClass.IN, 60, rdatas, []);
        return ValueTask.FromResult<Answer>(new Answer.Found(question, [], new ValidatedRRset(rrset, Security, null, null, null, null), ValidationTrace.Empty));
    }
}
