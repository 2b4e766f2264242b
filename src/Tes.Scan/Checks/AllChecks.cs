using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>The checks, in the order of <see cref="CheckTag"/>.</summary>
internal static class AllChecks
{
    public static IReadOnlyList<ICheck> InOrder { get; } =
    [
        new ResolverCheck(),
        new MxCheck(), new NullMxCheck(), new MxRecordsCheck(), new MxHostCheck(), new MxAliasCheck(), new MxNameCheck(),
        new DnssecDomainCheck(), new DnssecHostCheck(),
        new TlsaCheck(), new TlsaLookupCheck(), new TlsaInsecureCheck(), new TlsaUsableCheck(), new TlsaDigestCheck(),
        new DaneCheck(), new DaneExpiryCheck(), new DaneCoverageCheck(),
        new ReachableCheck(), new SmtpCheck(), new StartTlsCheck(), new StartTlsInjectionCheck(), new TlsVersionCheck(),
        new AuthBeforeTlsCheck(), new SmtpSyntaxCheck(), new IPv6Check(),
        new SpfCheck(), new SpfAllCheck(),
    ];

    /// <summary>All findings, the worst first, those alike in the order of a delivery.</summary>
    public static IReadOnlyList<Finding> Run(DomainFacts facts)
    {
        // What a broken resolver says of a domain is not the domain's fault.
        IEnumerable<ICheck> checks = facts.ResolverTrouble is null ? InOrder : InOrder.Where(check => check.Tag == CheckTag.Resolver);
        return [.. checks.SelectMany(check => check.Run(facts))
            .OrderByDescending(finding => finding.State)
            .ThenByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Tag)];
    }
}
