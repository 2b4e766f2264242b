using Tes.Dns.Resolution;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Reports;

/// <summary>One MX host with its addresses.</summary>
/// <param name="Host">Name and preference.</param>
/// <param name="Resolution">The address look-ups.</param>
/// <param name="Tlsa">The TLSA look-ups as a DANE sender makes them.</param>
/// <param name="InsecureTlsa">The answer to a question that no sender asks: TLSA below insecure addresses, for advice only. Null where the sender's own look-up says all.</param>
/// <param name="Addresses">One report for each address; empty where there are none or they are not known.</param>
public sealed record HostReport(
    MxHost Host, MxHostResolution Resolution, TlsaLookup Tlsa, Answer? InsecureTlsa, IReadOnlyList<AddressReport> Addresses)
{
    /// <summary>The name without final dot, printable ASCII.</summary>
    public string Name => Host.Name.ToDisplayString();

    /// <summary>Status of the addresses: the strongest family where there are any (RFC 7672 §2.2.2).</summary>
    public SecurityStatus AddressSecurity => Resolution.Match(
        resolved => resolved.Security,
        noAddress => noAddress.Security,
        bogus => SecurityStatus.Bogus,
        failed => SecurityStatus.Indeterminate);
}
