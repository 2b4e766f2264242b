using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Resolvers;

/// <summary>Starts the resolvers. All of them know the private root; those that validate have its DS as trust anchor.</summary>
/// <param name="state">Where they keep their files.</param>
/// <param name="addresses">Where they listen.</param>
/// <param name="tree">The names that they resolve.</param>
/// <param name="chainFile">Key and certificates of the one that speaks TLS.</param>
internal sealed class ResolverPrograms(StateDirectory state, Addresses addresses, ZoneTree tree, string chainFile)
{
    private static readonly Resolver[] All = Enum.GetValues<Resolver>();

    public async Task StartAsync()
    {
        // BIND listens only on addresses that an interface has.
        await state.AddAddressAsync(addresses.Of(Resolver.Bind));
        await state.AddAddressAsync(addresses.Of(Resolver.BindNotValidating));
        await state.AddAddressAsync(addresses.Of(Resolver.BindWithCookies));
        var root = new PrivateRoot(
            addresses.Root,
            state.Write("root.hints", $". 3600 NS ns.\nns. 3600 A {addresses.Root}\n"),
            tree.TrustAnchorFile);
        await Task.WhenAll(All.Select(resolver => StartAsync(resolver, root)));
    }

    private async Task StartAsync(Resolver resolver, PrivateRoot root)
    {
        var name = $"resolver-{resolver}";
        var address = addresses.Of(resolver);
        var directory = state.CreateDirectory(name);
        string Write(string file, string text) => state.Write($"{name}/{file}", text);
        string[] commandLine = resolver switch
        {
            Resolver.Unbound =>
                ["unbound", "-d", "-c", Write("unbound.conf", UnboundConfiguration.Text(address, directory, root))],
            Resolver.UnboundOverStreams =>
                ["unbound", "-d", "-c", Write("unbound.conf", UnboundConfiguration.Text(address, directory, root, UnboundConfiguration.OverStreams(address, chainFile)))],
            Resolver.Bind or Resolver.BindNotValidating =>
                ["named", "-g", "-n", "1", "-c", Write("named.conf", BindConfiguration.Text(address, directory, root, resolver == Resolver.Bind))],
            Resolver.BindWithCookies =>
                ["named", "-g", "-n", "1", "-c", Write("named.conf", BindConfiguration.Text(address, directory, root, validates: true, BindConfiguration.RequiresCookies))],
            Resolver.KnotResolver =>
                ["kresd", "-n", "-c", Write("kresd.conf", KnotResolverConfiguration.Text(address, root)), directory],
            Resolver.Dnsmasq => Dnsmasq(address, "--proxy-dnssec"),
            Resolver.DnsmasqWithoutDnssec => Dnsmasq(address, "--filter-rr=RRSIG,NSEC,NSEC3"),
            _ => throw new ArgumentOutOfRangeException(nameof(resolver)),
        };
        using var daemon = Daemon.Start(state, name, commandLine);
        string[] transport = resolver == Resolver.UnboundOverStreams ? ["+tcp"] : [];
        await daemon.WaitAsync(async () => await Dig.AskAsync(address, ".", "SOA", ["+time=1", .. transport]) is { Rcode: "NOERROR" } answer
            // dnsmasq passes on the AD bit of the resolver behind it, which may not be ready yet.
            && answer.AuthenticData == (resolver is not (Resolver.BindNotValidating or Resolver.DnsmasqWithoutDnssec)));
    }

    // -C: no system-wide configuration.
    private string[] Dnsmasq(string address, string option) =>
    [
        "dnsmasq", "-k", "-C", "/dev/null", "--no-resolv", "--no-hosts", "--bind-interfaces", "--user=root", "--pid-file=",
        "--log-facility=-", option, $"--server={addresses.Of(Resolver.Unbound)}", $"--listen-address={address}",
    ];

    /// <summary>The log of a resolver.</summary>
    public static string LogFile(StateDirectory state, Resolver resolver) => state.PathOf($"resolver-{resolver}.log");
}
