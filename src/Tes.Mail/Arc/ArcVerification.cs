using System.Globalization;
using Tes.Dns.Resolution;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>What came of the chain of a message, and of each set; made by <see cref="ArcVerifier"/> alone.</summary>
public sealed record ArcVerification
{
    internal ArcVerification(MailMessage message, ArcOutcome outcome, IReadOnlyList<ArcSet> sets)
    {
        Message = message;
        Outcome = outcome;
        Sets = sets;
    }

    /// <summary>The message.</summary>
    public MailMessage Message { get; }

    /// <summary>The verdict on the chain.</summary>
    public ArcOutcome Outcome { get; }

    /// <summary>
    /// The sets with ascending instance. Where the chain fails nothing in them is to be believed. None where there are more ARC fields than
    /// <see cref="ArcLimits.MaxSets"/> sets have; a field that belongs to none of those is in no set.
    /// </summary>
    public IReadOnlyList<ArcSet> Sets { get; }

    /// <summary>The word of the chain validation status.</summary>
    public string Word => Outcome.Word;

    /// <summary>The weakest DNSSEC status among the keys that decide, those of all seals and of the newest message signature; null where none was looked up.</summary>
    public SecurityStatus? Security => Sets
        .SelectMany((set, index) => new[] { set.Seal?.Lookup, index == Sets.Count - 1 ? set.MessageSignature?.Lookup : null })
        .Min(lookup => lookup?.Security);

    /// <summary>
    /// The result as Authentication-Results fields have it: method arc, with header.oldest-pass where it passes (RFC 8617 §5.2, §10.1), and
    /// with comments on what the message signatures that it counts leave unsigned.
    /// </summary>
    public MethodResult ToMethodResult() => new("arc", Word)
    {
        Reason = Outcome is ArcOutcome.Fail or ArcOutcome.TempError ? Outcome.Reason : null,
        Comments = [.. UnsignedParts()],
        Properties = Outcome is ArcOutcome.Pass pass
            ? [new MethodProperty("header", "oldest-pass", pass.OldestPass.ToString(CultureInfo.InvariantCulture))]
            : [],
    };

    private IEnumerable<string> UnsignedParts()
    {
        if (Outcome is not ArcOutcome.Pass passed)
            return [];
        IEnumerable<DkimSignatureReport> counted = Sets.Where(set => set.Instance >= passed.OldestPass).Select(set => set.MessageSignature!).Reverse();
        return counted.Skip(1).Any(report => report.UnsignedParts.Any())
            ? counted.First().UnsignedParts.Append("more not signed by older message signatures")
            : counted.First().UnsignedParts;
    }
}
