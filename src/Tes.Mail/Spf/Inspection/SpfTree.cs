using System.Net;

namespace Tes.Mail.Spf.Inspection;

/// <summary>A policy as a whole: all records that it includes or redirects to, and what it comes to for any client.</summary>
/// <param name="Root">The record of the domain.</param>
/// <param name="Lookups">Terms with look-ups in all records, each counted where it stands: the most that a receiver can come to (RFC 7208 §4.6.4).</param>
/// <param name="VoidLookups">Terms among them whose look-up finds nothing, those that depend on the mail aside.</param>
/// <param name="Authorised">Networks whose mail passes, in as few prefixes as can be; what depends on the mail is not in it.</param>
/// <param name="Findings">What is dangerous, redundant or wrong.</param>
/// <param name="Flattened">The policy without look-ups; null where there is no record.</param>
public sealed record SpfTree(
    SpfTreeRecord Root, int Lookups, int VoidLookups, IReadOnlyList<IPNetwork> Authorised, IReadOnlyList<SpfFinding> Findings, SpfFlattened? Flattened);
