using Tes.Cli.Terminal;
using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.Cli.Test;

/// <summary>The words of the <c>tes.test/1</c> contract, in text and JSON alike.</summary>
internal static class TestWords
{
    public static string Of(Delivery delivery) => delivery switch
    {
        Delivery.Verified => "verified",
        Delivery.Trusted => "trusted",
        Delivery.Encrypted => "encrypted",
        Delivery.Opportunistic => "opportunistic",
        Delivery.Cleartext => "cleartext",
        Delivery.Defer => "defer",
        Delivery.Bounce => "bounce",
        _ => throw new ArgumentOutOfRangeException(nameof(delivery), delivery, "Not a delivery."),
    };

    public static string Of(PredictionBasis basis) => basis switch
    {
        PredictionBasis.Observed => "observed",
        PredictionBasis.NothingReached => "nothing-reached",
        PredictionBasis.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "Not a basis."),
    };

    public static string Of(DeliveryUniformity uniformity) => uniformity switch
    {
        DeliveryUniformity.Uniform => "uniform",
        DeliveryUniformity.Mixed => "mixed",
        _ => throw new ArgumentOutOfRangeException(nameof(uniformity), uniformity, "Not a uniformity."),
    };

    public static string Of(FindingState state) => state switch
    {
        FindingState.Pass => "pass",
        FindingState.Info => "info",
        FindingState.Warning => "warning",
        FindingState.Inconclusive => "inconclusive",
        FindingState.Fail => "fail",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Notice => "notice",
        Severity.Warning => "warning",
        Severity.Error => "error",
        Severity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "Not a severity."),
    };

    /// <summary><c>none</c> where there is no domain, or nothing is known of its MX records: the status beside it tells which.</summary>
    public static string KindOf(MxResolution resolution) => resolution.Match(
        mx => "mx", @implicit => "implicit", @null => "null", noSuchDomain => "none", bogus => "none", failed => "none");

    public static string SecurityOf(MxResolution resolution) =>
        resolution is MxResolution.Failed ? "failed" : SecurityText.Of(resolution.Security);

    public static string AddressSecurityOf(HostReport host) => host.Resolution.Match(
        resolved => SecurityText.Of(resolved.Security), noAddress => SecurityText.Of(noAddress.Security), bogus => SecurityText.Of(SecurityStatus.Bogus), failed => "failed");

    public static string Of(TlsaLookup tlsa) => tlsa.Match(
        usable => "usable",
        onlyUnusable => "unusable",
        notApplicable => notApplicable.Reason switch
        {
            TlsaAbsence.None => "none",
            TlsaAbsence.Insecure => "insecure",
            TlsaAbsence.NotAsked => "not-asked",
            _ => throw new ArgumentOutOfRangeException(nameof(tlsa), notApplicable.Reason, "Not a reason."),
        },
        bogus => "bogus",
        failed => "failed");

    public static string Of(DaneVerdict dane) => dane switch
    {
        DaneVerdict.Match => "match",
        DaneVerdict.Mismatch => "mismatch",
        DaneVerdict.NotApplicable => "not-applicable",
        DaneVerdict.Unusable => "unusable",
        DaneVerdict.Untested => "untested",
        _ => throw new ArgumentOutOfRangeException(nameof(dane), dane, "Not a verdict."),
    };

    public static string Of(StartTlsOutcome outcome) => outcome switch
    {
        StartTlsOutcome.Accepted => "yes",
        StartTlsOutcome.NotOffered => "no",
        StartTlsOutcome.Refused => "refused",
        StartTlsOutcome.HandshakeFailed => "failed",
        StartTlsOutcome.Unreachable => "unreachable",
        StartTlsOutcome.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };
}
