using Tes.Dns;

namespace Tes.Mail.Dkim;

/// <summary>How to sign. l= is never made: it lets others add to a message (RFC 6376 §8.2).</summary>
/// <param name="Domain">d=.</param>
/// <param name="Time">t=; the same time makes the same signatures.</param>
public sealed record DkimSignerOptions(DomainName Domain, DateTimeOffset Time)
{
    /// <summary>
    /// Fields that are signed as often as they stand and once more, so that nobody can add one: those of RFC 6376 §5.4.1 that may
    /// stand once, and what says how the body is to be read.
    /// </summary>
    public static IReadOnlyList<string> UsualOverSignedFields { get; } =
    [
        "From", "Reply-To", "Subject", "Date", "To", "Cc", "Message-ID", "In-Reply-To", "References", "Sender",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    ];

    /// <summary>Fields that are signed as often as they stand (RFC 6376 §5.4.1); trace fields are not among them.</summary>
    public static IReadOnlyList<string> UsualSignedFields { get; } =
    [
        "Resent-Date", "Resent-From", "Resent-Sender", "Resent-To", "Resent-Cc", "Resent-Message-ID",
        "List-Id", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Subscribe", "List-Post", "List-Owner", "List-Archive",
        "Content-ID", "Content-Description", "Content-Disposition", "Autocrypt",
    ];

    /// <summary>Fields signed as often as they stand and once more.</summary>
    public IReadOnlyList<string> OverSignedFields { get; init; } = UsualOverSignedFields;

    /// <summary>Fields signed as often as they stand.</summary>
    public IReadOnlyList<string> SignedFields { get; init; } = UsualSignedFields;

    /// <summary>i=; null for none.</summary>
    public string? AgentIdentifier { get; init; }

    /// <summary>How long after t= the signature expires (x=), in whole seconds; null for no x=.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>First half of c=.</summary>
    public DkimCanonicalization HeaderCanonicalization { get; init; } = DkimCanonicalization.Relaxed;

    /// <summary>Second half of c=.</summary>
    public DkimCanonicalization BodyCanonicalization { get; init; } = DkimCanonicalization.Relaxed;
}
