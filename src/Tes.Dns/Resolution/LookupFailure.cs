using Tes.Dns.Messages;

namespace Tes.Dns.Resolution;

/// <summary>A look-up that could not be completed: nothing is known of the data, neither that it exists nor that it does not.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Question">The question that got no answer: the one asked, or a DNSKEY or DS needed to judge it.</param>
/// <param name="Text">One sentence for people, safe to show.</param>
/// <param name="Errors">Extended DNS Errors that the resolver sent; their texts are a peer's and need escaping.</param>
public sealed record LookupFailure(LookupFailureKind Kind, Question Question, string Text, IReadOnlyList<ExtendedDnsError> Errors)
{
    /// <summary>A failure to which the resolver added nothing.</summary>
    public LookupFailure(LookupFailureKind kind, Question question, string text)
        : this(kind, question, text, [])
    {
    }
}
