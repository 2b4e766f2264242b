using System.Text.RegularExpressions;
using Tes.Interop.Tests.Cases.Mail;

namespace Tes.Interop.Tests.Mail;

/// <summary>What posttls-finger can be seen to find at the first mail host of a domain.</summary>
internal enum FingerVerdict
{
    Verified,
    Trusted,

    /// <summary>TLS, with nothing to authenticate it or with records that do not fit: it prints the same for both.</summary>
    Unauthenticated,

    /// <summary>No STARTTLS, a failed handshake, or no connection.</summary>
    NoTls,
    LookupFailed,

    /// <summary>The domain has no mail host that could be asked.</summary>
    NoHost,
}

/// <summary>The one place where our words for a mail host meet those of posttls-finger.</summary>
internal static partial class FingerVerdicts
{
    /// <summary>For a case with one mail host at most.</summary>
    public static FingerVerdict Of(MailCase @case) => @case.Hosts switch
    {
        "usable match" or "usable match match" => @case.Delivery == Delivery.Trusted ? FingerVerdict.Trusted : FingerVerdict.Verified,
        "bogus untested" or "failed untested" => FingerVerdict.LookupFailed,
        "" or "not-asked" => FingerVerdict.NoHost,
        "usable mismatch" => FingerVerdict.Unauthenticated,
        _ when @case.Delivery is Delivery.Cleartext or Delivery.Defer => FingerVerdict.NoTls,
        _ => FingerVerdict.Unauthenticated,
    };

    public static FingerVerdict Of(string output) => TlsLine().Match(output).Groups["level"].Value switch
    {
        "Verified" => FingerVerdict.Verified,
        "Trusted" => FingerVerdict.Trusted,
        "Untrusted" or "Anonymous" => FingerVerdict.Unauthenticated,
        _ when output.Contains("TLSA lookup error", StringComparison.Ordinal) => FingerVerdict.LookupFailed,
        _ when output.Contains("Destination address lookup failed", StringComparison.Ordinal) => FingerVerdict.NoHost,
        _ => FingerVerdict.NoTls,
    };

    [GeneratedRegex("(?<level>[A-Za-z]+) TLS connection established to ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TlsLine();
}
