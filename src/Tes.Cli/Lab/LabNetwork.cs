using System.CommandLine;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Test;
using Tes.Dns;
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
    public static IReadOnlyList<MailDomain> Tour { get; } = [.. LabScenario.Tour.Select(domain => NameOf(domain.Name))];

    /// <summary>Starts the lab and a network on it. Mail hosts are met at the lab's port wherever a test means the port of SMTP.</summary>
    /// <exception cref="UsageException">An option points out of the lab.</exception>
    public static async Task<TestNetwork> OpenAsync(LookupOptions lookup, SmtpOptions smtp, ParseResult parsed, TimeProvider time)
    {
        RequireNoWayOut(lookup, smtp, parsed);
        TimeSpan timeout = lookup.Timeout(parsed) ?? LabScenario.Timeout;
        ProbeOptions probe = smtp.ReadProbe(parsed, timeout);
        SimulatedInternet internet = await LabCommand.StartAsync(LabScenario.Scenario, time);
        ResolverOptions options = LookupOptions.WithTimeout(Resolve(internet, lookup.At(parsed)), timeout);
        return new TestNetwork(
            new SwitchingResolver(options, null, _ => { }, time), probe, TestOptions(lookup, smtp, parsed), time, internet.Smtp.Port, internet);
    }

    /// <summary>Refuses options that name another internet than the lab.</summary>
    /// <exception cref="UsageException">One does.</exception>
    public static void RequireNoWayOut(LookupOptions lookup, SmtpOptions smtp, ParseResult parsed)
    {
        if (lookup.NamesResolver(parsed) || smtp.NamesPort(parsed))
            throw new UsageException("--lab has a resolver, a trust anchor and a port of its own; leave out --resolver, --iterate, --root-hints, --authority-port, --trust-anchor and --smtp-port");
    }

    /// <summary>The lab's resolver, and trust that starts at its root.</summary>
    public static ResolverOptions Resolve(SimulatedInternet internet, DateTimeOffset? at) =>
        TrustAnchorSet.TryRead(internet.TrustAnchor, out TrustAnchorSet? anchors, out _)
            ? new ResolverOptions { Upstreams = [new UpstreamServer(internet.Resolver)], TrustAnchors = anchors, ValidationTime = at, AggressiveDenial = AggressiveDenial.Ignore }
            : throw new InvalidOperationException("The lab's trust anchor is not readable.");

    /// <summary>What a user may choose of a test in the lab.</summary>
    public static DomainTestOptions TestOptions(LookupOptions lookup, SmtpOptions smtp, ParseResult parsed) =>
        new() { Families = smtp.Families(parsed), Time = lookup.At(parsed) };

    /// <summary>The name of a domain of the lab.</summary>
    public static MailDomain NameOf(DomainName name) => MailDomain.TryParse(name.ToDisplayString(), out MailDomain? domain, out string? problem)
        ? domain
        : throw new InvalidOperationException($"{name} {problem}");
}
