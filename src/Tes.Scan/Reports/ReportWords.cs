using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.Smtp;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Reports;

/// <summary>The words of the <c>tes.test/1</c> contract, the same in text, JSON and scenarios.</summary>
public static class ReportWords
{
    /// <summary>A DNSSEC status by its name in RFC 4033 §5.</summary>
    public static string Of(SecurityStatus status) => status switch
    {
        SecurityStatus.Secure => "secure",
        SecurityStatus.Insecure => "insecure",
        SecurityStatus.Bogus => "bogus",
        SecurityStatus.Indeterminate => "indeterminate",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a security status."),
    };

    /// <summary><c>delivery</c>.</summary>
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

    /// <summary><c>basis</c>.</summary>
    public static string Of(PredictionBasis basis) => basis switch
    {
        PredictionBasis.Observed => "observed",
        PredictionBasis.NothingReached => "nothing-reached",
        PredictionBasis.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "Not a basis."),
    };

    /// <summary><c>uniformity</c>.</summary>
    public static string Of(DeliveryUniformity uniformity) => uniformity switch
    {
        DeliveryUniformity.Uniform => "uniform",
        DeliveryUniformity.Mixed => "mixed",
        _ => throw new ArgumentOutOfRangeException(nameof(uniformity), uniformity, "Not a uniformity."),
    };

    /// <summary><c>state</c>.</summary>
    public static string Of(FindingState state) => state switch
    {
        FindingState.Pass => "pass",
        FindingState.Info => "info",
        FindingState.Warning => "warning",
        FindingState.Inconclusive => "inconclusive",
        FindingState.Fail => "fail",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };

    /// <summary><c>severity</c>.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Notice => "notice",
        Severity.Warning => "warning",
        Severity.Error => "error",
        Severity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "Not a severity."),
    };

    /// <summary>
    /// <c>mx.kind</c>: <c>none</c> where nothing can take mail: no such domain, or neither MX records nor an address to stand in
    /// for them. A bogus or failed look-up is <c>mx</c>, the kind that was asked for: nothing says that there are none, and
    /// <c>mx.security</c> tells it.
    /// </summary>
    public static string KindOf(DomainFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Mx.Match(
            mx => "mx",
            @implicit => facts.Delivery.Delivery == Delivery.Bounce ? "none" : "implicit",
            @null => "null",
            noSuchDomain => "none",
            bogus => "mx",
            failed => "mx");
    }

    /// <summary><c>mx.security</c>: <c>failed</c> stands apart from <c>indeterminate</c>.</summary>
    public static string SecurityOf(MxResolution resolution) =>
        resolution is MxResolution.Failed ? "failed" : Of(resolution.Security);

    /// <summary><c>addressSecurity</c>.</summary>
    public static string AddressSecurityOf(HostReport host) => host.Resolution.Match(
        resolved => Of(resolved.Security), noAddress => Of(noAddress.Security), bogus => Of(SecurityStatus.Bogus), failed => "failed");

    /// <summary><c>tlsa</c>.</summary>
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

    /// <summary><c>dane</c>.</summary>
    public static string Of(DaneVerdict dane) => dane switch
    {
        DaneVerdict.Match => "match",
        DaneVerdict.Mismatch => "mismatch",
        DaneVerdict.NotApplicable => "not-applicable",
        DaneVerdict.Unusable => "unusable",
        DaneVerdict.Untested => "untested",
        _ => throw new ArgumentOutOfRangeException(nameof(dane), dane, "Not a verdict."),
    };

    /// <summary><c>starttls</c>.</summary>
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
