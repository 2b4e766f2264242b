using Tes.Dns;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.Lab;

/// <summary>One sample domain of the lab.</summary>
/// <param name="Name">The domain to test.</param>
/// <param name="Demonstrates">What it shows, one line in English.</param>
/// <param name="Reference">The RFC section that decides.</param>
/// <param name="Expected">What a test of it must find.</param>
public sealed record LabDomain(DomainName Name, string Demonstrates, string Reference, LabExpectation Expected)
{
    internal IReadOnlyList<Zone> Zones { get; init; } = [];

    internal IReadOnlyList<SmtpHost> Hosts { get; init; } = [];
}
