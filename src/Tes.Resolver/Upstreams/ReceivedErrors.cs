using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>The Extended DNS Errors that a failure keeps of a response: what a person can read, not what a peer can send.</summary>
internal static class ReceivedErrors
{
    // Own limits: servers in use send one or two, with a sentence each; a response has room for thousands.
    private const int MaxErrors = 4;
    private const int MaxTextLength = 256;

    public static IReadOnlyList<ExtendedDnsError> Of(Message response) =>
        [.. (response.Edns?.ExtendedErrors ?? []).Take(MaxErrors).Select(error => error.Text.Length > MaxTextLength ? error with { Text = error.Text[..MaxTextLength] } : error)];
}
