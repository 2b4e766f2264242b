namespace Tes.Mail.AuthenticationResults;

/// <summary>A property that a method looked at (RFC 8601 §2.3, propspec).</summary>
/// <param name="Type">ptype in lower case: where it is from.</param>
/// <param name="Property">property in lower case.</param>
/// <param name="Value">pvalue, without quotation marks.</param>
public sealed record MethodProperty(string Type, string Property, string Value);
