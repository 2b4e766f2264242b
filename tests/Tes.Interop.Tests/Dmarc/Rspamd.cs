using System.Globalization;
using System.Text.Json;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Dmarc;

/// <summary>rspamd with nothing but its SPF, DKIM and DMARC, which it evaluates from the message and the client on its own.</summary>
internal sealed class Rspamd : IDisposable
{
    private const int Port = 11333;

    private readonly StateDirectory _state;
    private readonly Daemon _daemon;
    private readonly string _address;

    private Rspamd(StateDirectory state, Daemon daemon, string address)
    {
        _state = state;
        _daemon = daemon;
        _address = address;
    }

    public static async Task<Rspamd> StartAsync(StateDirectory state, string address, string resolver, string suffixList)
    {
        var directory = state.CreateDirectory("rspamd");
        var configuration = state.Write("rspamd/conf", string.Create(CultureInfo.InvariantCulture, $$"""
            options {
              filters = "dkim";
              dns { timeout = 5s; retransmits = 2; sockets = 2; }
              url_tld = "{{state.Write("rspamd/suffixes", suffixList)}}";
              tempdir = "{{directory}}";
              pidfile = "{{directory}}/pid";
              cache_file = "{{directory}}/cache";
              hs_cache_dir = "{{directory}}";
              history_file = "{{directory}}/history";
              stats_file = "{{directory}}/stats";
              dynamic_conf = "{{directory}}/dynamic";
              control_socket = "{{directory}}/control mode=0600";
              disable_hyperscan = true;
              local_addrs = [];
            }
            logging { type = "console"; level = "warning"; }
            worker "normal" { bind_socket = "{{address}}:{{Port}}"; count = 1; }
            modules { path = "/usr/share/rspamd/plugins/spf.lua"; path = "/usr/share/rspamd/plugins/dmarc.lua"; }
            spf { }
            dkim { }
            dmarc { }
            actions { reject = 1000; }

            """));
        var resolvConf = state.Write("rspamd/resolv.conf", $"nameserver {resolver}\n");
        var daemon = Daemon.Start(
            state, "rspamd-daemon", "unshare", "-m", "sh", "-c", "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"", "sh", resolvConf, "rspamd", "-f", "-i", "-c", configuration);
        await daemon.WaitAsync(() => MilterSession.AnswersAsync(address, Port));
        return new Rspamd(state, daemon, address);
    }

    /// <returns>What it says of SPF, DKIM and DMARC: its symbols, and of DMARC's those of the policy.</returns>
    public async Task<IReadOnlyList<string>> ScanAsync(int number, byte[] message, string client, string mailFrom)
    {
        var file = _state.PathOf("rspamd", string.Create(CultureInfo.InvariantCulture, $"{number}.eml"));
        await File.WriteAllBytesAsync(file, message);
        var output = await Command.RequireAsync("rspamc", ["-h", string.Create(CultureInfo.InvariantCulture, $"{_address}:{Port}"), "--ip", client, "--helo", "client.nord", "--from", mailFrom, "--json", "symbols", file]);
        return [.. JsonDocument.Parse(output).RootElement.GetProperty("symbols").EnumerateObject().Select(symbol => symbol.Name)];
    }

    public void Dispose() => _daemon.Dispose();
}
