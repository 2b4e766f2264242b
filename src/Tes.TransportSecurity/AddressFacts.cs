using System.Net;

namespace Tes.TransportSecurity;

/// <summary>What a probe of one address showed.</summary>
/// <param name="Address">The address.</param>
/// <param name="Tls">What became of TLS.</param>
/// <param name="CertificateChain">The certificates as sent, DER, leaf first; empty unless a handshake completed.</param>
public sealed record AddressFacts(IPAddress Address, TlsObservation Tls, IReadOnlyList<ReadOnlyMemory<byte>> CertificateChain);
