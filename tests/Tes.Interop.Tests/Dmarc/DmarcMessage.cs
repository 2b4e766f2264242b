namespace Tes.Interop.Tests.Dmarc;

/// <summary>What SPF and DKIM said of a message, and who wrote it.</summary>
/// <param name="Policy">Which of the policies of <see cref="DmarcPolicies"/> its domain has, to know a difference by.</param>
/// <param name="Organization">The domain that was registered.</param>
/// <param name="Author">The Author Domain.</param>
/// <param name="SpfDomain">The domain of the reverse-path.</param>
/// <param name="SpfResult">pass, fail, softfail, neutral, none or permerror.</param>
/// <param name="DkimDomain">d= of the signature; null for none.</param>
/// <param name="DkimResult">pass or fail.</param>
internal sealed record DmarcMessage(string Policy, string Organization, string Author, string SpfDomain, string SpfResult, string? DkimDomain, string DkimResult);
