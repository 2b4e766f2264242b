using Tes.Dns;

namespace Tes.Mail.Dmarc;

/// <summary>Compares identifiers with the Author Domain, with as few walks as will do (RFC 9989 §4.10.2).</summary>
internal sealed class AlignmentCheck(DmarcTreeWalker walker, DmarcDiscovery.Governed governed)
{
    private readonly Dictionary<DomainName, DmarcWalk> _walks = [];

    /// <summary>The walk from the Author Domain; null until somebody needs it.</summary>
    public DmarcWalk? AuthorWalk { get; private set; }

    public async Task<IReadOnlyList<IdentifierAlignment>> CheckAsync(IReadOnlyList<AuthenticatedIdentifier> identifiers, CancellationToken cancellationToken)
    {
        var alignments = new IdentifierAlignment[identifiers.Count];
        for (int i = 0; i < alignments.Length; i++)
            alignments[i] = await CheckAsync(identifiers[i], cancellationToken).ConfigureAwait(false);
        return alignments;
    }

    private async Task<IdentifierAlignment> CheckAsync(AuthenticatedIdentifier identifier, CancellationToken cancellationToken)
    {
        AlignmentMode mode = identifier.Mechanism == AuthenticationMechanism.Spf ? governed.Record.SpfAlignment : governed.Record.DkimAlignment;
        DomainName author = governed.Walk.Start;
        if (identifier.Authentication == IdentifierAuthentication.NotPassed)
            return Is(AlignmentOutcome.NotExamined);
        if (identifier.Domain == author)
            return Is(AlignmentOutcome.Aligned);
        // An Organizational Domain is at or above its domain: without a label in common there is none in common.
        if (mode == AlignmentMode.Strict || identifier.Domain.CommonAncestor(author).IsRoot)
            return Is(AlignmentOutcome.NotAligned);
        AuthorWalk ??= await walker.WalkAsync(author, cancellationToken).ConfigureAwait(false);
        if (AuthorWalk.OrganizationalDomain is not { } organizational)
            return Is(AlignmentOutcome.Undetermined);
        if (!identifier.Domain.IsAtOrBelow(organizational))
            return Is(AlignmentOutcome.NotAligned);
        if (!_walks.TryGetValue(identifier.Domain, out DmarcWalk? walk))
        {
            if (_walks.Count == DmarcLimits.MaxIdentifierWalks)
                return Is(AlignmentOutcome.NotExamined);
            _walks[identifier.Domain] = walk = await walker.WalkAsync(identifier.Domain, cancellationToken).ConfigureAwait(false);
        }

        return new IdentifierAlignment(identifier, mode, walk.OrganizationalDomain is not { } other ? AlignmentOutcome.Undetermined
            : other == organizational ? AlignmentOutcome.Aligned
            : AlignmentOutcome.NotAligned, walk);

        IdentifierAlignment Is(AlignmentOutcome outcome) => new(identifier, mode, outcome, null);
    }
}
