namespace Tes.Interop.Tests.Oracles;

/// <summary>What an oracle says of one question.</summary>
/// <param name="State">secure, insecure or bogus; another word where it gives no verdict.</param>
/// <param name="Rcode">Null where it tells none.</param>
/// <param name="Text">All that was printed.</param>
internal sealed record Verdict(string State, string? Rcode, string Text);
