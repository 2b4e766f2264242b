namespace Tes.Interop.Tests.Spf;

/// <summary>What a receiver knows when it evaluates a policy.</summary>
/// <param name="Client">Address of the client.</param>
/// <param name="MailFrom">The reverse-path.</param>
/// <param name="Helo">The name in HELO.</param>
internal sealed record SpfEnvelope(string Client, string MailFrom, string Helo);
