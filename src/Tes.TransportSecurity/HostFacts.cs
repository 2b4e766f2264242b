using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.TransportSecurity;

/// <summary>What is known of one mail host.</summary>
/// <param name="Host">The host, from <see cref="MxResolution.Hosts"/>.</param>
/// <param name="Resolution">Its addresses.</param>
/// <param name="Tlsa">Its TLSA records.</param>
/// <param name="Addresses">A probe's facts, for as many of its addresses as were probed; the others count as inconclusive.</param>
public sealed record HostFacts(MxHost Host, MxHostResolution Resolution, TlsaLookup Tlsa, IReadOnlyList<AddressFacts> Addresses);
