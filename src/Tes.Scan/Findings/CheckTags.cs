namespace Tes.Scan.Findings;

/// <summary>The words that stand for <see cref="CheckTag"/> in reports, JSON and file names.</summary>
public static class CheckTags
{
    /// <summary>All checks in the order of a delivery.</summary>
    public static IReadOnlyList<CheckTag> All { get; } = Enum.GetValues<CheckTag>();

    /// <summary>The stable word: lower case, with hyphens.</summary>
    public static string ToWord(this CheckTag tag) => tag switch
    {
        CheckTag.Resolver => "resolver",
        CheckTag.Mx => "mx",
        CheckTag.NullMx => "null-mx",
        CheckTag.MxRecords => "mx-records",
        CheckTag.MxHost => "mx-host",
        CheckTag.MxAlias => "mx-alias",
        CheckTag.MxName => "mx-name",
        CheckTag.DnssecDomain => "dnssec-domain",
        CheckTag.DnssecHost => "dnssec-host",
        CheckTag.Tlsa => "tlsa",
        CheckTag.TlsaLookup => "tlsa-lookup",
        CheckTag.TlsaInsecure => "tlsa-insecure",
        CheckTag.TlsaUsable => "tlsa-usable",
        CheckTag.TlsaDigest => "tlsa-digest",
        CheckTag.Dane => "dane",
        CheckTag.DaneExpiry => "dane-expiry",
        CheckTag.DaneCoverage => "dane-coverage",
        CheckTag.Reachable => "reachable",
        CheckTag.Smtp => "smtp",
        CheckTag.StartTls => "starttls",
        CheckTag.StartTlsInjection => "starttls-injection",
        CheckTag.TlsVersion => "tls-version",
        CheckTag.AuthBeforeTls => "auth-before-tls",
        CheckTag.SmtpSyntax => "smtp-syntax",
        CheckTag.IPv6 => "ipv6",
        CheckTag.Spf => "spf",
        CheckTag.SpfAll => "spf-all",
        _ => throw new ArgumentOutOfRangeException(nameof(tag), tag, "Not a check."),
    };
}
