using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Mail.Tests.Dmarc;

/// <summary>TXT records of a test; a name is absent where nothing stands at or below it. Secure unless said otherwise.</summary>
internal sealed class ScriptedResolver : IResolver
{
    private readonly List<string> _asked = [];

    public IReadOnlyDictionary<string, string[]> Texts { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Fails { get; init; } = [];

    public IReadOnlyCollection<string> Bogus { get; init; } = [];

    public IReadOnlyCollection<string> Insecure { get; init; } = [];

    /// <summary>The names of TXT questions in order, without final dot.</summary>
    public IReadOnlyList<string> Asked => _asked;

    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        string text = name.ToDisplayString().ToLowerInvariant();
        if (type == RRType.Txt)
            _asked.Add(text);
        return ValueTask.FromResult(Answer(new Question(name, type), text));
    }

    private Answer Answer(Question question, string name)
    {
        SecurityStatus security = Insecure.Contains(name) ? SecurityStatus.Insecure : SecurityStatus.Secure;
        if (Fails.Contains(name))
            return new Answer.Failed(question, [], question.Name, new LookupFailure(LookupFailureKind.Timeout, question, "no answer"), ValidationTrace.Empty);
        if (Bogus.Contains(name))
        {
            var error = new ExtendedDnsError(ExtendedDnsErrorCode.SignatureExpired, "expired");
            return new Answer.Bogus(question, [], question.Name, ResponseCode.NoError, [], error, ValidationTrace.Empty);
        }

        if (question.Type != RRType.Txt || !Texts.TryGetValue(name, out string[]? texts))
        {
            bool exists = Texts.Keys.Any(other => other == name || other.EndsWith("." + name, StringComparison.Ordinal));
            return new Answer.Absent(question, [], question.Name, exists ? Absence.NoData : Absence.NXDomain, security, null, [], ValidationTrace.Empty);
        }

        IEnumerable<ReadOnlyMemory<byte>> rdatas = texts.Select(one => new ReadOnlyMemory<byte>(
            [.. one.Chunk(200).SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.Latin1.GetBytes(part)])]));
        var rrset = new RRset(question.Name, RRType.Txt, RRClass.IN, 60, rdatas, []);
        return new Answer.Found(question, [], new ValidatedRRset(rrset, security, null, null, null, null), ValidationTrace.Empty);
    }
}
