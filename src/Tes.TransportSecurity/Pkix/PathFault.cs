namespace Tes.TransportSecurity.Pkix;

/// <summary>Why a certification path is not valid.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Explanation">One clause for people, safe to show.</param>
internal sealed record PathFault(PathFaultKind Kind, string Explanation);
