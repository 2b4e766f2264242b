namespace Tes.TransportSecurity.Dane;

/// <summary>Why one usable record does not authenticate a chain.</summary>
/// <param name="Record">The record.</param>
/// <param name="Reason">The kind of reason.</param>
/// <param name="Explanation">One sentence for people; what is the peer's in it is escaped, so it is safe to show.</param>
public sealed record TlsaMismatch(UsableTlsa Record, TlsaMismatchReason Reason, string Explanation);
