using Tes.Mail.Dmarc;
using Tes.Mail.Verification;

namespace Tes.Cli.Mail;

/// <summary>Words for verdicts, the same in text and JSON.</summary>
internal static class MailWords
{
    public static string Of(AuthenticationVerdict verdict) => verdict switch
    {
        AuthenticationVerdict.Authenticated => "authenticated",
        AuthenticationVerdict.NotAuthenticated => "not-authenticated",
        AuthenticationVerdict.Undetermined => "undetermined",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };

    public static string Of(AlignmentOutcome outcome) => outcome switch
    {
        AlignmentOutcome.Aligned => "aligned",
        AlignmentOutcome.NotAligned => "not-aligned",
        AlignmentOutcome.Undetermined => "undetermined",
        AlignmentOutcome.NotExamined => "not-examined",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    public static string Of(IdentifierAuthentication authentication) => authentication switch
    {
        IdentifierAuthentication.Passed => "passed",
        IdentifierAuthentication.NotPassed => "not-passed",
        IdentifierAuthentication.Undetermined => "undetermined",
        _ => throw new ArgumentOutOfRangeException(nameof(authentication), authentication, "Not known."),
    };

    public static string Of(AuthenticationMechanism mechanism) => mechanism == AuthenticationMechanism.Spf ? "spf" : "dkim";
}
