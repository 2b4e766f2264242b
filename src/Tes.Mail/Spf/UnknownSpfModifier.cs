namespace Tes.Mail.Spf;

/// <summary>A modifier that is not known, which is no error (RFC 7208 §6).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record UnknownSpfModifier(string Name, MacroString Value);
