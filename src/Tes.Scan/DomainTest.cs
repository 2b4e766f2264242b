using System.Globalization;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Mail.Spf;
using Tes.Scan.Checks;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Scan.Survey.Politeness;
using Tes.Smtp;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan;

/// <summary>
/// Tests the mail transport of domains. What does not depend on each other runs side by side, so a test takes as long as
/// its longest chain of round trips: MX, addresses, then one SMTP session. One instance serves any number of tests at once.
/// </summary>
/// <param name="resolver">Who is asked; its answers carry their DNSSEC status.</param>
/// <param name="probe">Holds the SMTP sessions. What it gives may be of a session under another name (<see cref="ProbeReport.HeldUnder"/>).</param>
/// <param name="options">How to test.</param>
/// <param name="time">The clock.</param>
/// <param name="findResolverTrouble">
/// Says what is wrong with the resolver as one sentence, or null; asked after a look-up went wrong, so that the resolver's
/// fault is not told as the domain's. Null where the resolver is beyond doubt.
/// </param>
/// <param name="probeUnderName">
/// Gives a session under the very name that is not older than the look-ups, for where another does not do. Null where <paramref
/// name="probe"/> never gives another, or nothing else can be had.
/// </param>
public sealed class DomainTest(
    IResolver resolver, AddressProbe probe, DomainTestOptions options, TimeProvider time, Func<CancellationToken, Task<string?>>? findResolverTrouble = null,
    NewestProbe? probeUnderName = null)
{
    private readonly SharedHosts? _shared = options.HostsKept > 0 ? new SharedHosts(options.HostsKept, time) : null;

    /// <summary>Tests one domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Ends the test; only then an exception is thrown.</param>
    /// <returns>A report, whatever resolver and servers do.</returns>
    public async Task<DomainReport> RunAsync(MailDomain domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        long start = time.GetTimestamp();
        DateTimeOffset at = options.Time ?? time.GetUtcNow();
        var counting = new CountingResolver(resolver);
        Task<SpfLookup> spf = SpfResolver.ResolveAsync(counting, domain.Name, cancellationToken);
        Task<PolicyLookups?> policies = LookUpPoliciesAsync(counting, domain.Name, cancellationToken);
        MxResolution mx = await MxResolver.ResolveAsync(counting, domain.Name, cancellationToken).ConfigureAwait(false);
        HostObservation[] hosts = await Task.WhenAll(
            mx.Hosts.Select(host => ObserveSharedAsync(host, cancellationToken))).ConfigureAwait(false);
        foreach (HostObservation host in hosts)
            counting.Include(host.Lookups);
        SpfLookup spfFound = await spf.ConfigureAwait(false);
        PolicyLookups? policiesFound = await policies.ConfigureAwait(false);
        // When all is looked up: what comes last may be what a resolver that has just died did not answer.
        string? trouble = counting.HasDoubts && findResolverTrouble is not null
            ? await findResolverTrouble(cancellationToken).ConfigureAwait(false)
            : null;
        DeliveryPrediction delivery = DeliveryPrediction.Of(mx, [.. hosts.Select(host => host.ToFacts())], at);
        var facts = new DomainFacts
        {
            Domain = domain,
            Mx = mx,
            Hosts = [.. hosts.Zip(delivery.Hosts, (host, prediction) => host.ToReport(prediction))],
            Delivery = delivery,
            Spf = spfFound,
            Policies = policiesFound,
            Families = options.Families,
            Port = options.Port,
            Time = at,
            ResolverTrouble = trouble,
        };
        return new DomainReport(facts, AllChecks.Run(facts), time.GetElapsedTime(start), counting.Lookups) { Answers = counting.Answers };
    }

    /// <summary>Forgets hosts of which a session told nothing, where hosts are kept, so that they are met again.</summary>
    public void ForgetInconclusive() => _shared?.ForgetInconclusive();

    /// <summary>Forgets all hosts, where hosts are kept: what was looked up of them may have failed for want of a resolver.</summary>
    public void ForgetHosts() => _shared?.Forget();

    private async Task<PolicyLookups?> LookUpPoliciesAsync(CountingResolver counting, DomainName domain, CancellationToken cancellationToken)
    {
        // A name that has no room for the labels has no policy either; no mail domain is that long.
        if (!options.LooksUpPolicies || !domain.TryPrepend("_dmarc", out DomainName? dmarc) || !domain.TryPrepend("_mta-sts", out DomainName? mtaSts) || !domain.TryPrepend("_smtp._tls", out DomainName? tlsRpt))
            return null;
        ValueTask<Answer> dmarcAnswer = counting.ResolveAsync(dmarc, RRType.Txt, cancellationToken);
        ValueTask<Answer> mtaStsAnswer = counting.ResolveAsync(mtaSts, RRType.Txt, cancellationToken);
        ValueTask<Answer> tlsRptAnswer = counting.ResolveAsync(tlsRpt, RRType.Txt, cancellationToken);
        return new PolicyLookups(
            PolicyRecord.Read(await dmarcAnswer.ConfigureAwait(false), "DMARC1"),
            PolicyRecord.Read(await mtaStsAnswer.ConfigureAwait(false), "STSv1"),
            PolicyRecord.Read(await tlsRptAnswer.ConfigureAwait(false), "TLSRPTv1"));
    }

    private async Task<HostObservation> ObserveSharedAsync(MxHost host, CancellationToken cancellationToken)
    {
        HostObservation observation = _shared is null
            ? await ObserveHostAsync(host, cancellationToken).ConfigureAwait(false)
            : await _shared.GetAsync(host.Name, () => ObserveHostAsync(host, cancellationToken), cancellationToken).ConfigureAwait(false);
        return observation with { Host = host };
    }

    private async Task<HostObservation> ObserveHostAsync(MxHost host, CancellationToken cancellationToken)
    {
        var counting = new CountingResolver(resolver);
        long start = time.GetTimestamp();
        MxHostResolution resolution = await MxHostResolver.ResolveAsync(counting, host.Name, options.Families, cancellationToken).ConfigureAwait(false);
        Task<TlsaLookup> tlsa = TlsaResolver.ResolveAsync(counting, resolution, options.Port, cancellationToken);
        Task<Answer?> insecureTlsa = AskInsecureTlsaAsync(counting, resolution, cancellationToken);
        IReadOnlyList<HostAddress> addresses = (resolution as MxHostResolution.Resolved)?.Addresses ?? [];
        Task<ProbeReport[]> probes = Task.WhenAll(
            addresses.Select(address => ProbeAsync(resolution, tlsa, address, start, cancellationToken)));
        return new HostObservation(
            host, resolution, await tlsa.ConfigureAwait(false), await insecureTlsa.ConfigureAwait(false), await probes.ConfigureAwait(false), counting);
    }

    private async Task<ProbeReport> ProbeAsync(
        MxHostResolution resolution, Task<TlsaLookup> tlsa, HostAddress address, long start, CancellationToken cancellationToken)
    {
        string serverName = await ServerNameAsync(resolution, tlsa).ConfigureAwait(false);
        if (IsOptedOut(resolution, serverName, address))
            return WithheldSession.Of(address.Address, options.Port, serverName, WithheldCause.OptedOut);
        // An archive knows whose session it was by the MX host. Few names stand behind the CNAMEs of many, so little is saved there.
        bool isHostItself = string.Equals(serverName, resolution.Host.ToDisplayString(), StringComparison.Ordinal);
        ProbeReport report = isHostItself || probeUnderName is null
            ? await probe(address.Address, options.Port, serverName, cancellationToken).ConfigureAwait(false)
            : await probeUnderName(address.Address, options.Port, serverName, notBefore: 0, cancellationToken).ConfigureAwait(false);
        return probeUnderName is null || (report.HeldUnder is null && report.Tls is null) || IsEnough(await tlsa.ConfigureAwait(false), report)
            ? report
            : await probeUnderName(address.Address, options.Port, serverName, start, cancellationToken).ConfigureAwait(false);
    }

    // Whoever publishes records that the certificate of all names does not satisfy may mean one that is shown under this name alone,
    // or, where they are new, one that is shown since.
    // By the name that counts for every domain of the host (RFC 7672 §3.2.2).
    private bool IsEnough(TlsaLookup tlsa, ProbeReport report) =>
        tlsa is not TlsaLookup.Usable usable
        || (HostObservation.FactsOf(report) is { Tls: TlsObservation.Established } facts
            && DaneAuthenticator.Authenticate(usable.Records.Usable, facts.CertificateChain, new ReferenceIdentifiers([usable.TlsaBaseDomain]), options.Time ?? time.GetUtcNow()) is DaneAuthentication.Authenticated);

    // By each of its names: whoever opted out may have meant the one that the MX record has or the one behind its CNAME.
    private bool IsOptedOut(MxHostResolution resolution, string serverName, HostAddress address) =>
        options.OptOut.Covers(address.Address) || options.OptOut.Covers(serverName) || options.OptOut.Covers(resolution.Host)
        || (resolution is MxHostResolution.Resolved { ExpandedName: var expanded } && options.OptOut.Covers(expanded));

    // RFC 7672 §8.1: SNI is the TLSA base domain. Only where there are two candidates does it depend on the look-up.
    private static async Task<string> ServerNameAsync(MxHostResolution resolution, Task<TlsaLookup> tlsaLookup)
    {
        if (resolution is not MxHostResolution.Resolved { TlsaBaseDomainCandidates: { Count: > 1 } candidates })
            return resolution.Host.ToDisplayString();
        TlsaLookup tlsa = await tlsaLookup.ConfigureAwait(false);
        DomainName name = tlsa.Match(
            usable => usable.TlsaBaseDomain, onlyUnusable => onlyUnusable.TlsaBaseDomain, _ => resolution.Host, _ => candidates[0], _ => candidates[0]);
        return name.ToDisplayString();
    }

    private async Task<Answer?> AskInsecureTlsaAsync(CountingResolver counting, MxHostResolution resolution, CancellationToken cancellationToken)
    {
        // No sender asks this (RFC 7672 §2.2.2); many name servers of unsigned zones fail at it.
        bool useless = resolution is MxHostResolution.Resolved { Security: SecurityStatus.Insecure, TlsaBaseDomainCandidates.Count: 0 };
        if (!useless || !resolution.Host.TryPrepend(string.Create(CultureInfo.InvariantCulture, $"_{options.Port}._tcp"), out DomainName? owner))
            return null;
        return await counting.ResolveForAdviceAsync(owner, RRType.Tlsa, cancellationToken).ConfigureAwait(false);
    }
}
