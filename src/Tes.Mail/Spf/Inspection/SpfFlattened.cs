namespace Tes.Mail.Spf.Inspection;

/// <summary>A policy with the networks in the place of the names that lead to them, as of now.</summary>
/// <param name="Text">The record.</param>
/// <param name="Strings">The same as the strings of a TXT record, at most 255 octets each (RFC 1035 §3.3).</param>
/// <param name="Lookups">Terms with look-ups that are left, as they depend on the mail.</param>
/// <param name="Differences">Where it is not the same policy, or parts could not be flattened: one sentence each.</param>
public sealed record SpfFlattened(string Text, IReadOnlyList<string> Strings, int Lookups, IReadOnlyList<string> Differences);
