using Tes.Dns;

namespace Tes.Mail.Dkim;

/// <summary>A TXT record under the name of a key that is no key record.</summary>
/// <param name="Text">The record, one character an octet: a peer's text, to be escaped wherever it is shown.</param>
/// <param name="Failure">What is wrong, and where in <paramref name="Text"/>.</param>
public sealed record MalformedDkimRecord(string Text, ParseFailure Failure);
