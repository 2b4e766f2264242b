using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>What DMARC makes of a message for one Author Domain. Made by <see cref="DmarcEvaluator"/>.</summary>
public sealed class DmarcEvaluation
{
    internal DmarcEvaluation(DmarcResult result, string reason, DmarcDiscovery discovery, DmarcWalk? authorWalk, IReadOnlyList<IdentifierAlignment> alignments)
    {
        Result = result;
        Reason = reason;
        Discovery = discovery;
        AuthorWalk = authorWalk ?? (discovery is DmarcDiscovery.Governed { Role: PolicyRecordRole.AuthorDomain } ? null : discovery.Walk);
        Alignments = alignments;
        Published = (discovery as DmarcDiscovery.Governed)?.Policy?.Policy;
        Disposition = result == DmarcResult.Fail ? ((DmarcDiscovery.Governed)discovery).Record.Lower(Published!.Value) : DmarcPolicy.None;
    }

    /// <summary>The result.</summary>
    public DmarcResult Result { get; }

    /// <summary>Why, one sentence of ours, safe to show.</summary>
    public string Reason { get; }

    /// <summary>The Author Domain.</summary>
    public DomainName AuthorDomain => Discovery.Walk.Start;

    /// <summary>The record that governs, and how it was found.</summary>
    public DmarcDiscovery Discovery { get; }

    /// <summary>The whole walk from the Author Domain; null where nobody needed its Organizational Domain.</summary>
    public DmarcWalk? AuthorWalk { get; }

    /// <summary>Each identifier in the order given, as far as it was looked at.</summary>
    public IReadOnlyList<IdentifierAlignment> Alignments { get; }

    /// <summary>The policy that applies to the domain, as published; null where none does or it is not known.</summary>
    public DmarcPolicy? Published { get; }

    /// <summary>What the owner wants done with this message: the policy after test mode where it fails, else none.</summary>
    public DmarcPolicy Disposition { get; }

    /// <summary>
    /// The weakest status of the DMARC look-ups that the result rests on; what SPF and DKIM rest on is theirs to say.
    /// </summary>
    public SecurityStatus Security
    {
        get
        {
            SecurityStatus weakest = (Discovery as DmarcDiscovery.Governed)?.Security ?? Discovery.Walk.Security;
            if ((Discovery as DmarcDiscovery.Governed)?.Existence?.Answer is { } existence && Result == DmarcResult.Fail)
                weakest = Weaker(weakest, existence.Security);
            IEnumerable<IdentifierAlignment> decisive = Alignments.Where(alignment =>
                alignment.Walk is not null && (Result != DmarcResult.Pass || alignment.Outcome == AlignmentOutcome.Aligned));
            foreach (IdentifierAlignment alignment in decisive)
                weakest = Weaker(Weaker(weakest, alignment.Walk!.Security), AuthorWalk?.Security ?? weakest);
            return weakest;
        }
    }

    private static SecurityStatus Weaker(SecurityStatus left, SecurityStatus right) => left < right ? left : right;
}
