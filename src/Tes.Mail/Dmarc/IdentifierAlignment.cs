namespace Tes.Mail.Dmarc;

/// <summary>One identifier against the Author Domain (RFC 9989 §4.10.2).</summary>
/// <param name="Identifier">The identifier.</param>
/// <param name="Mode">What the record asks for.</param>
/// <param name="Outcome">Whether it is aligned.</param>
/// <param name="Walk">The walk to its Organizational Domain; null where none was needed.</param>
public sealed record IdentifierAlignment(AuthenticatedIdentifier Identifier, AlignmentMode Mode, AlignmentOutcome Outcome, DmarcWalk? Walk);
