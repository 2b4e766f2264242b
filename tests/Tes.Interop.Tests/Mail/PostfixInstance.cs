using System.Net.Sockets;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Mail;

/// <summary>One Postfix with its own configuration, queue and log, in a mount namespace whose resolver is ours.</summary>
internal sealed class PostfixInstance
{
    // 127.0.0.1 stands in inet_interfaces because Postfix checks that list; the addresses that it serves are in master.cf.
    private const string CommonParameters = """
        compatibility_level = 3.6
        mail_owner = postfix
        setgid_group = postdrop
        inet_interfaces = 127.0.0.1
        inet_protocols = all
        mydestination =
        local_recipient_maps =
        alias_maps =
        mynetworks = 127.0.0.0/8 [::1]/128 [fd7e:5::]/32
        smtpd_relay_restrictions = permit_mynetworks, reject
        smtpd_peername_lookup = no
        tls_high_cipherlist = ALL:@SECLEVEL=0
        tls_medium_cipherlist = ALL:@SECLEVEL=0
        import_environment = MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ LANG=C OPENSSL_CONF
        """;

    private const string CommonServices = """
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        smtp unix - - n - 100 smtp
        tlsmgr unix - - n 1000? 1 tlsmgr
        anvil unix - - n - 1 anvil
        proxymap unix - - n - - proxymap
        postlog unix-dgram n - n - 1 postlogd
        """;

    // TLS 1.0 and 1.1 are wanted in some cases; the distribution's default forbids them.
    private const string OpenSslConfiguration = """
        openssl_conf = init
        [init]
        ssl_conf = ssl
        [ssl]
        system_default = defaults
        [defaults]
        MinProtocol = TLSv1
        CipherString = ALL:@SECLEVEL=0

        """;

    private static readonly TimeSpan GreetingLimit = TimeSpan.FromSeconds(2);

    private readonly StateDirectory _state;
    private readonly string _name;
    private readonly string _resolvConf;

    /// <param name="state">Holds all files of the instance.</param>
    /// <param name="name">Names its directory and log.</param>
    /// <param name="resolver">Stands in its resolv.conf.</param>
    /// <param name="parameters">Lines for main.cf.</param>
    public PostfixInstance(StateDirectory state, string name, string resolver, string parameters)
    {
        _state = state;
        _name = name;
        state.CreateDirectory(name, "queue");
        _resolvConf = state.Write($"{name}/resolv.conf", $"nameserver {resolver}\noptions trust-ad edns0 timeout:5 attempts:2\n");
        state.Write($"{name}/openssl.cnf", OpenSslConfiguration);
        state.Write($"{name}/main.cf", $"""
            {CommonParameters}
            queue_directory = {state.PathOf(name)}/queue
            data_directory = {state.PathOf(name)}/data
            maillog_file = /dev/stdout
            {parameters}

            """);
    }

    /// <summary>Starts the instance with the given services (master.cf lines).</summary>
    public async Task<Daemon> StartAsync(string services)
    {
        _state.Write($"{_name}/master.cf", $"{CommonServices}\n{services}\n");
        var data = _state.CreateDirectory(_name, "data");
        await Command.RequireAsync("chown", ["postfix", data]);
        // "postfix start-fg" would put its daemons into a session of their own, out of reach of the group that we end.
        var check = await RunAsync("postfix", "-c", _state.PathOf(_name), "check");
        return check.ExitStatus == 0
            ? Daemon.Start(_state, _name, [.. InNamespace, "/usr/lib/postfix/sbin/master", "-d", "-c", _state.PathOf(_name)])
            : throw new InvalidOperationException(check.ToString());
    }

    /// <summary>Runs one of Postfix's programs with this configuration and resolver.</summary>
    public Task<Command> RunAsync(params string[] commandLine) =>
        Command.RunAsync("env", [$"MAIL_CONFIG={_state.PathOf(_name)}", .. InNamespace, .. commandLine]);

    /// <summary>True when an SMTP server answers there.</summary>
    public static async Task<bool> GreetsAsync(string address)
    {
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(GreetingLimit);
        try
        {
            await client.ConnectAsync(address, 25, limit.Token);
            using var reader = new StreamReader(client.GetStream());
            return (await reader.ReadLineAsync(limit.Token))?.StartsWith("220", StringComparison.Ordinal) == true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private string[] InNamespace =>
    [
        "env", $"OPENSSL_CONF={_state.PathOf(_name, "openssl.cnf")}",
        "unshare", "-m", "sh", "-c", "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"", "sh", _resolvConf,
    ];
}
