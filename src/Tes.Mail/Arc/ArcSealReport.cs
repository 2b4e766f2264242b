using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>One ARC-Seal field and what came of it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Outcome">The verdict on this field alone, in the words of DKIM; <see cref="DkimFault.NotReached"/> where the chain was given up before it.</param>
public sealed record ArcSealReport(HeaderField Field, DkimOutcome Outcome)
{
    /// <summary>The field read; null where it cannot be.</summary>
    public ArcSeal? Seal { get; init; }

    /// <summary>cv=, also of a seal that cannot be used; null where it has none.</summary>
    public ChainValidationStatus? ChainValidation { get; init; }

    /// <summary>d= as written, also of a seal that cannot be used; null where there is none. A peer's text, to be escaped, as is the selector.</summary>
    public string? ClaimedDomain { get; init; }

    /// <summary>
    /// d= to show, and to be escaped: in A-labels where the field could be read, so that what looks like another domain does not, else as
    /// written; null where there is none.
    /// </summary>
    public string? ShownDomain => Seal?.SigningDomain.ToDisplayString() ?? ClaimedDomain;

    /// <summary>s= as written; null where there is none.</summary>
    public string? ClaimedSelector { get; init; }

    /// <summary>What is published under the name of the key, with its DNSSEC status; null where nobody asked.</summary>
    public DkimKeyLookup? Lookup { get; init; }

    /// <summary>The key record that decided; null where there is none.</summary>
    public DkimKeyRecord? KeyRecord { get; init; }

    /// <summary>The key that decided; null where there is none.</summary>
    public DkimPublicKey? Key { get; init; }
}
