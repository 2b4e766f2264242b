namespace Tes.Mail.Dkim;

/// <summary>A key and the selector under which its public half is published.</summary>
/// <param name="Selector">One label or several.</param>
/// <param name="Key">The key.</param>
public sealed record DkimSigningKey(string Selector, DkimPrivateKey Key);
