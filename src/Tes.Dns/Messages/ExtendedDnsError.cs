using Tes.Dns.Iana;

namespace Tes.Dns.Messages;

/// <summary>An Extended DNS Error (RFC 8914): ours, or one received.</summary>
/// <param name="Code">INFO-CODE.</param>
/// <param name="Text">EXTRA-TEXT; where a peer sent it, a peer's text to be escaped wherever it is shown.</param>
public sealed record ExtendedDnsError(ExtendedDnsErrorCode Code, string Text);
