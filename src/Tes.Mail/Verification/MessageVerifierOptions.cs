using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Mail.Verification;

/// <summary>How to verify a message.</summary>
/// <param name="Time">When it was received: for x= and t= of signatures.</param>
public sealed record MessageVerifierOptions(DateTimeOffset Time)
{
    /// <summary>The session that it came in; null where that is not known, and SPF cannot be evaluated. Its identity is MAIL FROM, for which HELO stands only in a null reverse-path.</summary>
    public SpfRequest? Session { get; init; }

    /// <summary>Cancelled when the time for SPF is over, at the earliest after 20 seconds (RFC 7208 §4.6.4).</summary>
    public CancellationToken SpfTimeLimit { get; init; }

    /// <summary>Keys imported before; null to import each anew.</summary>
    public DkimKeyCache? Keys { get; init; }

    /// <summary>A list of public suffixes, to see beside RFC 9989 what receivers make of it that follow RFC 7489; null for none.</summary>
    public PublicSuffixList? SuffixList { get; init; }
}
