using Tes.Smtp;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Reports;

/// <summary>One address of one MX host.</summary>
/// <param name="Address">The address and the status of its RRset.</param>
/// <param name="Probe">What the SMTP session showed.</param>
/// <param name="Outcome">What a sender with opportunistic DANE makes of it.</param>
public sealed record AddressReport(HostAddress Address, ProbeReport Probe, AddressOutcome Outcome);
