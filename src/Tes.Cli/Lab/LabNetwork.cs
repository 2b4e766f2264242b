using System.CommandLine;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Survey;
using Tes.Cli.Test;
using Tes.Dns.Dnssec;
using Tes.Resolver;
using Tes.Resolver.Upstreams;
using Tes.Scan;
using Tes.Scan.Domains;
using Tes.Smtp;
using Tes.Testnet;
using Tes.Testnet.Lab;

namespace Tes.Cli.Lab;

/// <summary>The lab as a network for tests.</summary>
internal static class LabNetwork
{
    /// <summary>The domains that are tested where none is named.</summary>
    public static IReadOnlyList<MailDomain> Tour { get; } =
        [.. LabScenario.Tour.Select(domain => MailDomain.TryParse(domain.Name.ToDisplayString(), out MailDomain? name, out string? problem)
            ? name
            : throw new InvalidOperationException($"{domain.Name} {problem}"))];

    /// <summary>Starts the lab and a network on it. Mail hosts are met at the lab's port wherever a test means the port of SMTP.</summary>
    /// <exception cref="UsageException">An option points out of the lab.</exception>
    public static async Task<TestNetwork> OpenAsync(LookupOptions lookup, SmtpOptions smtp, ParseResult parsed, TimeProvider time, Politeness? politeness = null)
    {
        if (lookup.NamesResolver(parsed) || smtp.NamesPort(parsed))
            throw new UsageException("--lab has a resolver, a trust anchor and a port of its own; leave out --resolver, --iterate, --root-hints, --authority-port, --trust-anchor and --smtp-port");
        TimeSpan timeout = lookup.Timeout(parsed) ?? LabScenario.Timeout;
        ProbeOptions probe = smtp.ReadProbe(parsed, timeout);
        SimulatedInternet internet = await LabCommand.StartAsync(time);
        if (!TrustAnchorSet.TryRead(internet.TrustAnchor, out TrustAnchorSet? anchors, out _))
            throw new InvalidOperationException("The lab's trust anchor is not readable.");
        ResolverOptions options = LookupOptions.WithTimeout(
            new ResolverOptions { Upstreams = [new UpstreamServer(internet.Resolver)], TrustAnchors = anchors, ValidationTime = lookup.At(parsed), AggressiveDenial = AggressiveDenial.Ignore, QueryRate = politeness?.QueryRate }, timeout);
        var testOptions = new DomainTestOptions { Families = smtp.Families(parsed), Time = lookup.At(parsed), LooksUpPolicies = politeness is not null };
        return new TestNetwork(new SwitchingResolver(options, null, _ => { }, time), probe, testOptions, time, internet.Smtp.Port, internet, politeness);
    }
}
