using Tes.Dns.Records;

namespace Tes.TransportSecurity.Dane;

/// <summary>A TLSA record that cannot authenticate an SMTP server.</summary>
/// <param name="Record">The record.</param>
/// <param name="Reason">Why not.</param>
public sealed record UnusableTlsa(TlsaRdata Record, TlsaUnusableReason Reason);
