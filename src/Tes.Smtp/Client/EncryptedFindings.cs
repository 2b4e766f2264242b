namespace Tes.Smtp;

/// <summary>What the phase inside TLS found out.</summary>
/// <param name="Capabilities">The capabilities, when EHLO was accepted.</param>
/// <param name="Failure">What ended the phase early.</param>
internal sealed record EncryptedFindings(EhloCapabilities? Capabilities, SmtpFailure? Failure);
