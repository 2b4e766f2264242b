using Tes.Dns.Resolution;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan;

/// <summary>What the look-ups and sessions of one host gave, before anything is decided.</summary>
/// <param name="Host">Name and preference.</param>
/// <param name="Resolution">The address look-ups.</param>
/// <param name="Tlsa">The TLSA look-ups as a sender makes them.</param>
/// <param name="InsecureTlsa">The extra one for advice.</param>
/// <param name="Probes">One session for each address, in their order.</param>
/// <param name="Lookups">What was looked up for it.</param>
internal sealed record HostObservation(
    MxHost Host, MxHostResolution Resolution, TlsaLookup Tlsa, Answer? InsecureTlsa, IReadOnlyList<ProbeReport> Probes, CountingResolver Lookups)
{
    /// <summary>Whether a look-up was bogus or failed.</summary>
    public bool HasDoubts => Lookups.HasDoubts;

    /// <summary>Whether a session told nothing.</summary>
    public bool IsInconclusive => Probes.Any(probe => probe.StartTls == StartTlsOutcome.Inconclusive);

    /// <summary>For the code that decides about delivery.</summary>
    public HostFacts ToFacts() => new(Host, Resolution, Tlsa, [.. Probes.Select(FactsOf)]);

    /// <summary>Joined with the decision.</summary>
    public HostReport ToReport(HostPrediction prediction)
    {
        IReadOnlyList<HostAddress> addresses = (Resolution as MxHostResolution.Resolved)?.Addresses ?? [];
        return new HostReport(Host, Resolution, Tlsa, InsecureTlsa, [.. addresses.Zip(Probes, prediction.Addresses)
            .Select(known => new AddressReport(known.First, known.Second, known.Third))]);
    }

    /// <summary>One session, for the same.</summary>
    public static AddressFacts FactsOf(ProbeReport probe) => new(probe.Address, Observation(probe), probe.Tls?.CertificateChain ?? []);

    private static TlsObservation Observation(ProbeReport probe) => probe.StartTls switch
    {
        // RFC 8996 §4 and §5
        StartTlsOutcome.Accepted when probe.Tls?.ProtocolVersion < TlsProtocolVersion.Tls12 => TlsObservation.Obsolete,
        StartTlsOutcome.Accepted => TlsObservation.Established,
        StartTlsOutcome.NotOffered => TlsObservation.NotOffered,
        StartTlsOutcome.Refused => TlsObservation.Refused,
        StartTlsOutcome.HandshakeFailed => TlsObservation.HandshakeFailed,
        StartTlsOutcome.Unreachable => TlsObservation.Unreachable,
        StartTlsOutcome.Inconclusive => TlsObservation.Inconclusive,
        _ => throw new ArgumentOutOfRangeException(nameof(probe), probe.StartTls, "Not an outcome of STARTTLS."),
    };
}
