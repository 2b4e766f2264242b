using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.December2016;

/// <summary>A company whose hosts serve many domains.</summary>
/// <param name="Zone">Its zone.</param>
/// <param name="Hosts">Its hosts.</param>
internal sealed record Provider(Zone Zone, IReadOnlyList<SmtpHost> Hosts)
{
    /// <summary>An unsigned zone, and hosts with TLS 1.2.</summary>
    /// <param name="name">The name of the zone.</param>
    /// <param name="change">What is different about all hosts.</param>
    /// <param name="labels">The hosts' names in the zone.</param>
    public static Provider Of(string name, Func<SmtpHost, SmtpHost> change, params string[] labels) => new(
        Dns.Zone.At(name) with { Signing = null },
        [.. labels.Select(label => change(SmtpHost.Normal($"{label}.{name}") with { TlsVersions = Population.Usual }))]);
}
