using Tes.Dns.Resolution;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Survey;

/// <summary>Puts a tested domain into its class.</summary>
public static class SurveyClassifier
{
    /// <summary>The class of a domain. One server that speaks decides over those that do not.</summary>
    /// <param name="report">What its test gave.</param>
    public static SurveyClass Of(DomainReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        DomainFacts facts = report.Facts;
        if (facts.ResolverTrouble is not null)
            return SurveyClass.Inconclusive;
        return facts.Mx.Match(
            mx => OfHosts(facts),
            @implicit => OfHosts(facts) is var found && found is SurveyClass.Unresponsive or SurveyClass.NonExistingMx ? SurveyClass.NoMx : found,
            @null => SurveyClass.NoMx,
            noSuchDomain => SurveyClass.NoMx,
            bogus => SurveyClass.BogusMx,
            failed => SurveyClass.Inconclusive);
    }

    private static SurveyClass OfHosts(DomainFacts facts)
    {
        StartTlsOutcome[] outcomes = [.. facts.Addresses.Select(known => known.Address.Probe.StartTls)];
        if (outcomes.Contains(StartTlsOutcome.Accepted))
            return SurveyClass.Tls;
        if (outcomes.Any(outcome => outcome is StartTlsOutcome.NotOffered or StartTlsOutcome.Refused or StartTlsOutcome.HandshakeFailed))
            return SurveyClass.NoTls;
        bool unknown = outcomes.Contains(StartTlsOutcome.Inconclusive) || facts.Hosts.Any(host => host.Resolution is MxHostResolution.Failed);
        if (unknown)
            return SurveyClass.Inconclusive;
        if (outcomes.Length > 0)
            return SurveyClass.Unresponsive;
        return facts.Hosts.Any(host => host.AddressSecurity == SecurityStatus.Bogus) ? SurveyClass.BogusMx : SurveyClass.NonExistingMx;
    }
}
