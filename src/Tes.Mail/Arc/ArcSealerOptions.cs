using Tes.Dns;
using Tes.Mail.Dkim;

namespace Tes.Mail.Arc;

/// <summary>How to seal. Header and body are signed in the relaxed form, the only one that a seal has.</summary>
/// <param name="Domain">d= of the message signature and the seal.</param>
/// <param name="Time">t= of both; the same time makes the same set.</param>
public sealed record ArcSealerOptions(DomainName Domain, DateTimeOffset Time)
{
    /// <summary>
    /// Fields that the message signature signs as often as they stand: those of <see cref="DkimSignerOptions.UsualSignedFields"/>, and
    /// the signatures that the message has already (RFC 8617 §4.1.2).
    /// </summary>
    public static IReadOnlyList<string> UsualSignedFields { get; } = [DkimSignature.FieldName, .. DkimSignerOptions.UsualSignedFields];

    /// <summary>Fields signed as often as they stand and once more, so that nobody can add one.</summary>
    public IReadOnlyList<string> OverSignedFields { get; init; } = DkimSignerOptions.UsualOverSignedFields;

    /// <summary>Fields signed as often as they stand.</summary>
    public IReadOnlyList<string> SignedFields { get; init; } = UsualSignedFields;
}
