namespace Tes.Smtp;

/// <summary>One extension that a server announced (RFC 5321 §4.1.1.1).</summary>
/// <param name="Name">The keyword in upper case: letters, digits, hyphen, underscore.</param>
/// <param name="Parameters">Its parameters as sent, raw: escape before display.</param>
public sealed record EhloKeyword(string Name, IReadOnlyList<string> Parameters);
