namespace Tes.Mail.Dmarc.Reports;

/// <summary>Why a receiver did not do what the policy asks for (RFC 9990 §3.1.6).</summary>
/// <param name="Type"><c>local_policy</c>, <c>mailing_list</c> and so on; null where it is missing.</param>
/// <param name="Comment">In other words; null where there are none.</param>
public sealed record PolicyOverride(string? Type, string? Comment);
