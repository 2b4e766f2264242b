using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;

namespace Tes.Resolver.Caching;

/// <summary>A question of class IN as the key of a cache: no object of its own, so that looking it up allocates nothing.</summary>
internal readonly record struct QuestionKey(DomainName Name, RRType Type)
{
    public static QuestionKey Of(Question question) => new(question.Name, question.Type);

    // Less work than the compiler's: this runs for every hit.
    public override int GetHashCode() => Name.GetHashCode() ^ ((int)Type * 0x01000193);
}
