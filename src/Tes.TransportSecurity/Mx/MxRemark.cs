using Tes.Dns;

namespace Tes.TransportSecurity.Mx;

/// <summary>Something odd about an MX RRset.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Host">The MX host concerned; null where it is about the RRset.</param>
public sealed record MxRemark(MxRemarkKind Kind, DomainName? Host);
