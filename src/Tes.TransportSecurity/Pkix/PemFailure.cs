namespace Tes.TransportSecurity.Pkix;

/// <summary>Why a text gives no certificates.</summary>
/// <param name="Fault">The kind of reason.</param>
/// <param name="Reason">One clause for people, safe to show.</param>
public sealed record PemFailure(PemFault Fault, string Reason);
