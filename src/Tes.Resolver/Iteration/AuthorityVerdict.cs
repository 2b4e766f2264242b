using Tes.Dns.Messages;

namespace Tes.Resolver.Iteration;

/// <summary>What a response of a zone's server means for the iteration.</summary>
internal abstract class AuthorityVerdict
{
    private AuthorityVerdict()
    {
    }

    /// <summary>The zone's own word on the question: records, an alias or a denial.</summary>
    /// <param name="message">Only what the zone may speak for; nothing in it has been validated.</param>
    /// <param name="kind">Which of these.</param>
    public sealed class Authoritative(Message message, AuthoritativeKind kind) : AuthorityVerdict
    {
        public Message Message { get; } = message;

        public AuthoritativeKind Kind { get; } = kind;
    }

    /// <summary>The question belongs to a zone below.</summary>
    public sealed class Referral(Delegation delegation) : AuthorityVerdict
    {
        public Delegation Delegation { get; } = delegation;
    }

    /// <summary>The server does not serve the zone, whatever the zone above says.</summary>
    /// <param name="reason">One clause about the server, safe to show.</param>
    /// <param name="scope">Whether that holds of every question.</param>
    public sealed class Lame(string reason, LameScope scope = LameScope.Zone) : AuthorityVerdict
    {
        public LameScope Scope { get; } = scope;

        public string Reason { get; } = reason;
    }
}
