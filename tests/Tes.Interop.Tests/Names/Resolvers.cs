using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>Unbound, which validates and is the oracle for DNSSEC, and BIND, which resolves without validating.</summary>
internal sealed class Resolvers(StateDirectory state, Addresses addresses, ZoneTree tree)
{
    public async Task StartAsync()
    {
        await state.AddAddressAsync(addresses.BindRecursor);
        var hints = state.Write("root.hints", $". 3600 NS ns.\nns. 3600 A {addresses.Root}\n");
        await Task.WhenAll(StartUnboundAsync(hints), StartBindAsync(hints));
    }

    private async Task StartUnboundAsync(string hints)
    {
        var directory = state.CreateDirectory("unbound");
        using var unbound = Daemon.Start(
            state, "unbound", "unbound", "-d", "-c", state.Write("unbound/unbound.conf", UnboundConfiguration(directory, hints)));
        await unbound.WaitAsync(async () =>
            await Dig.AskAsync(addresses.Unbound, ".", "SOA", "+time=1") is { Rcode: "NOERROR", AuthenticData: true });
    }

    private async Task StartBindAsync(string hints)
    {
        var directory = state.CreateDirectory("bind-recursor");
        using var bind = Daemon.Start(
            state, "bind-recursor", "named", "-g", "-n", "1", "-c", state.Write("bind-recursor/named.conf", BindConfiguration(directory, hints)));
        await bind.WaitAsync(async () =>
            await Dig.AskAsync(addresses.BindRecursor, ".", "SOA", "+time=1") is { Rcode: "NOERROR" });
    }

    // val-sig-skew: by default a signature that expired an hour ago still counts. aggressive-nsec: synthesized answers would hide the servers' own.
    private string UnboundConfiguration(string directory, string hints) => $"""
        server:
          interface: {addresses.Unbound}
          outgoing-interface: {addresses.Unbound}
          do-ip6: no
          do-not-query-localhost: no
          access-control: 127.0.0.0/8 allow
          directory: "{directory}"
          username: ""
          chroot: ""
          pidfile: ""
          use-syslog: no
          logfile: ""
          num-threads: 1
          root-hints: "{hints}"
          trust-anchor-file: "{tree.TrustAnchorFile}"
          trust-anchor-signaling: no
          val-sig-skew-min: 0
          val-sig-skew-max: 0
          val-log-level: 2
          aggressive-nsec: no
          ede: yes
        remote-control:
          control-enable: no

        """;

    private string BindConfiguration(string directory, string hints) => $$"""
        options {
          directory "{{directory}}";
          listen-on { {{addresses.BindRecursor}}; };
          listen-on-v6 { none; };
          allow-query { 127.0.0.0/8; };
          recursion yes;
          dnssec-validation no;
          empty-zones-enable no;
          pid-file "{{directory}}/named.pid";
          session-keyfile "{{directory}}/session.key";
          managed-keys-directory "{{directory}}";
          lock-file none;
        };
        controls { };
        zone "." { type hint; file "{{hints}}"; };

        """;
}
