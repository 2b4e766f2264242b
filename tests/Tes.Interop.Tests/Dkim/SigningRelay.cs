using System.Globalization;
using Tes.Interop.Tests.Dmarc;
using Tes.Interop.Tests.Mail;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Dkim;

/// <summary>A Postfix that passes mail on to a sink, and has two OpenDKIM milters: one service signs with RSA and simple canonicalization, one with Ed25519 and relaxed.</summary>
internal sealed class SigningRelay(StateDirectory state, string rsaAddress, string ed25519Address) : IDisposable
{
    public const string Domain = "signed.nord";

    private const int MilterPort = 8891;

    private readonly List<Daemon> _daemons = [];

    /// <summary>The services, and the selectors of the keys that they sign with.</summary>
    public IReadOnlyList<(string Selector, string Address)> Services { get; } = [("rsa", rsaAddress), ("ed", ed25519Address)];

    /// <summary>Makes the keys as people do, with the program of OpenDKIM and with OpenSSL.</summary>
    /// <returns>The text of each key record, by selector.</returns>
    public async Task<IReadOnlyDictionary<string, string>> MakeKeysAsync()
    {
        var folder = state.CreateDirectory("relay");
        await Command.RequireAsync("opendkim-genkey", ["-b", "2048", "-s", "rsa", "-d", Domain, "-D", folder]);
        await Command.RequireAsync("openssl", ["genpkey", "-algorithm", "ed25519", "-out", $"{folder}/ed.private"]);
        var encoded = await Command.RequireAsync("sh", ["-c", $"openssl pkey -in {folder}/ed.private -pubout -outform DER | tail -c 32 | base64"]);
        // A fragment of a master file: the record in strings, and a comment.
        var fragment = await File.ReadAllTextAsync($"{folder}/rsa.txt");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["rsa"] = string.Concat(fragment.Split('"').Where((_, number) => number % 2 == 1)),
            ["ed"] = $"v=DKIM1; k=ed25519; p={encoded.Trim()}",
        };
    }

    /// <summary>Starts all of it; the keys have been made.</summary>
    public async Task StartAsync(string resolver, string sinkAddress, int sinkPort)
    {
        var internalHosts = state.Write("relay/internal", "127.0.0.0/8\n");
        foreach (var (selector, address) in Services)
        {
            var configuration = state.Write($"relay/{selector}.conf", string.Create(CultureInfo.InvariantCulture, $"""
                Mode s
                Domain {Domain}
                Selector {selector}
                KeyFile {state.PathOf("relay", selector)}.private
                SignatureAlgorithm {(selector == "rsa" ? "rsa-sha256" : "ed25519-sha256")}
                Canonicalization {(selector == "rsa" ? "simple/simple" : "relaxed/relaxed")}
                OversignHeaders From
                InternalHosts {internalHosts}
                RequireSafeKeys no
                Socket inet:{MilterPort}@{address}
                Syslog no

                """));
            var daemon = Daemon.Start(state, $"opendkim-{selector}", "opendkim", "-f", "-x", configuration);
            _daemons.Add(daemon);
            await daemon.WaitAsync(() => MilterSession.AnswersAsync(address, MilterPort));
        }

        // What could not be signed must not pass.
        var postfix = new PostfixInstance(state, "postfix-relay", resolver, string.Create(CultureInfo.InvariantCulture, $"""
            myhostname = relay.nord
            default_transport = smtp:[{sinkAddress}]:{sinkPort}
            smtp_dns_support_level = disabled
            smtpd_forbid_bare_newline = no
            milter_default_action = reject
            milter_protocol = 6
            """));
        var relay = await postfix.StartAsync(string.Join('\n', Services.Select(service => string.Create(
            CultureInfo.InvariantCulture, $"{service.Address}:25 inet n - n - - smtpd -o {{ smtpd_milters = inet:{service.Address}:{MilterPort} }}"))));
        _daemons.Add(relay);
        foreach (var (_, address) in Services)
        {
            await relay.WaitAsync(() => PostfixInstance.GreetsAsync(address));
        }
    }

    public void Dispose() => _daemons.ForEach(daemon => daemon.Dispose());
}
