using Tes.Dns.Resolution;

namespace Tes.Cli.Terminal;

/// <summary>The words of RFC 4033 §5 for a status, in reports and JSON.</summary>
internal static class SecurityText
{
    public static string Of(SecurityStatus status) => status switch
    {
        SecurityStatus.Secure => "secure",
        SecurityStatus.Insecure => "insecure",
        SecurityStatus.Bogus => "bogus",
        SecurityStatus.Indeterminate => "indeterminate",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a security status."),
    };
}
