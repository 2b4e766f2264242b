using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Caching;

/// <summary>Compares the estimates by which caches are bounded with what the heap grows by. Alone: other tests use the heap too.</summary>
[Collection(nameof(Alone))]
public sealed class CacheMemoryTests
{
    private const int Values = 20_000;

    // Off by a third either way is near enough for a bound; forgetting a name, a list or a signature is more.
    private const double LeastRatio = 0.75;
    private const double MostRatio = 1.33;

    private static readonly DomainName Zone = DomainName.Parse("some-zone.example");

    private readonly Clock _clock = new();

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public void Positive_answers_take_what_was_estimated() => Compare(AnswerSize.Of, i =>
    {
        (QuestionKey key, Message message) = Respond(i, [RRType.A]);
        return (key, new Answer.Found(message.Questions[0], [], Validated(message.Answers)[0], ValidationTrace.Empty));
    });

    [Fact]
    public void Negative_answers_take_what_was_estimated() => Compare<Answer>(AnswerSize.Of, i =>
    {
        (QuestionKey key, Message message) = Respond(i, [RRType.Nsec, RRType.A]);
        return (key, new Answer.Absent(message.Questions[0], [], key.Name, Absence.NXDomain, SecurityStatus.Secure, null, Validated(message.Answers), ValidationTrace.Empty));
    });

    [Fact]
    public void Failed_answers_take_what_was_estimated() => Compare<Answer>(AnswerSize.Of, i =>
    {
        var question = new Question(DomainName.Parse($"host-{i}.some-zone.example"), RRType.A);
        var failure = new LookupFailure(LookupFailureKind.Timeout, question, $"no answer to {question.Type} number {i} came in time");
        return (QuestionKey.Of(question), new Answer.Failed(question, [], question.Name, failure, ValidationTrace.Empty));
    });

    [Fact]
    public void Responses_take_what_was_estimated() => Compare<UpstreamResult>(ResponseSize.Of, i =>
    {
        (QuestionKey key, Message message) = Respond(i, [RRType.A, RRType.Nsec]);
        return (key, new UpstreamResult.Response(message));
    });

    private void Compare<TValue>(Func<QuestionKey, TValue, int> octets, Func<int, (QuestionKey Key, TValue Value)> make)
        where TValue : class
    {
        var cache = new BoundedCache<QuestionKey, TValue>(1L << 32, _clock, octets, _ => TimeSpan.FromSeconds(300));
        // Whatever is made once is made before.
        Add(0);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long estimatedBefore = cache.Octets;
        for (int i = 1; i <= Values; i++)
            Add(i);
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        long estimated = cache.Octets - estimatedBefore;
        Assert.Equal(Values + 1, cache.Count);
        Assert.InRange((double)grown / estimated, LeastRatio, MostRatio);

        void Add(int i)
        {
            (QuestionKey key, TValue value) = make(i);
            cache.Keep(key, value);
        }
    }

    // As from the wire, for that is where the objects come from.
    private static (QuestionKey Key, Message Message) Respond(int number, RRType[] types)
    {
        DomainName name = DomainName.Parse($"host-{number}.some-zone.example");
        byte[] rrsig = [0, 1, 13, 3, 0, 0, 1, 44, 0x70, 0, 0, 0, 0x60, 0, 0, 0, 0x12, 0x34, .. Zone.Wire, .. new byte[64]];
        ResourceRecord[] records = [.. types.SelectMany(type => new[]
        {
            new ResourceRecord(name, type, RRClass.IN, 300, type == RRType.A ? [192, 0, 2, 1] : (byte[])[.. name.Wire, 0, 6, 0x40, 1, 0, 0, 0, 3]),
            new ResourceRecord(name, RRType.Rrsig, RRClass.IN, 300, (byte[])[(byte)((int)type >> 8), (byte)type, .. rrsig[2..]]),
        })];
        byte[] wire = new Message { Questions = [new Question(name, types[0])], Answers = records }.ToWire();
        Assert.True(Message.TryRead(wire, out Message? message, out _));
        return (QuestionKey.Of(message.Questions[0]), message);
    }

    private static ValidatedRRset[] Validated(IReadOnlyList<ResourceRecord> records) =>
        [.. RRset.Group(records).Select(rrset => new ValidatedRRset(rrset, SecurityStatus.Secure, Zone, null, rrset.Signatures[0], null))];
}
