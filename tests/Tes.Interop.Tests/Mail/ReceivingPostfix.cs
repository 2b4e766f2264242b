using Tes.Interop.Tests.Cases.Mail;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Mail;

/// <summary>All mail hosts: one Postfix with one smtpd service for each, taking and discarding any mail.</summary>
internal sealed class ReceivingPostfix(StateDirectory state, Addresses addresses, MailPlan plan)
{
    private const string Name = "postfix-receiving";

    // The greeting of Dovecot's authentication protocol: enough for smtpd to offer the mechanisms. Nobody logs in.
    private const string MechanismsScript = """
        printf 'VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nMECH\tLOGIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00\nDONE\n'
        exec cat >/dev/null

        """;

    private readonly PostfixInstance _postfix = new(state, Name, addresses.Unbound, $"""
        myhostname = receiver.nord
        default_transport = discard
        smtpd_tls_security_level = may
        smtpd_tls_loglevel = 1
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = private/auth
        """);

    public async Task StartAsync()
    {
        var services = new List<string>
        {
            $"auth unix - n n - - spawn user=nobody argv=/bin/sh {state.Write($"{Name}/auth", MechanismsScript)}",
        };
        foreach (var host in plan.Hosts)
        {
            var options = await OptionsAsync(host);
            services.Add($"{host.Address}:25 {options}");
            if (host.Host.Ipv6)
            {
                await state.AddAddressAsync(host.Address6);
                services.Add($"[{host.Address6}]:25 {options}");
            }
        }

        using var daemon = await _postfix.StartAsync(string.Join('\n', services));
        await daemon.WaitAsync(() => PostfixInstance.GreetsAsync(plan.Hosts[^1].Address));
    }

    private async Task<string> OptionsAsync(PlannedHost host)
    {
        List<string> options = [.. host.Host.Options];
        if (host.ChainFiles.Count > 0)
        {
            options.Add($"smtpd_tls_chain_files = {string.Join(", ", host.ChainFiles)}");
        }

        if (host.SniChainFile is not null)
        {
            var map = state.Write($"{Name}/sni-{host.Address}", $"{host.SniName} {host.SniChainFile}\n");
            var postmap = await _postfix.RunAsync("postmap", "-F", $"hash:{map}");
            if (postmap.ExitStatus != 0)
            {
                throw new InvalidOperationException(postmap.ToString());
            }

            options.Add($"tls_server_sni_maps = hash:{map}");
        }

        return $"inet n - n - - smtpd {string.Join(' ', options.Select(option => $"-o {{ {option} }}"))}";
    }
}
