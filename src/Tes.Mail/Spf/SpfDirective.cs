namespace Tes.Mail.Spf;

/// <summary>A mechanism with its qualifier (RFC 7208 §4.6.1).</summary>
/// <param name="Qualifier">The result where the mechanism matches.</param>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Text">Both as written: printable ASCII.</param>
public sealed record SpfDirective(SpfQualifier Qualifier, SpfMechanism Mechanism, string Text);
