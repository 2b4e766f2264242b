using Tes.Testnet;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Cli.Tests;

/// <summary>An internet of a test's own on loopback, with its trust anchor in a file, as a user would point the command line to one.</summary>
internal sealed class TestInternet : IAsyncDisposable
{
    private readonly SimulatedInternet _internet;
    private readonly string _anchorFile = Path.GetTempFileName();

    private TestInternet(SimulatedInternet internet)
    {
        _internet = internet;
        File.WriteAllText(_anchorFile, internet.TrustAnchor);
    }

    /// <summary>The options that make a command ask here.</summary>
    public string[] Options => [.. ResolverOptions, "--timeout", "5"];

    /// <summary>The same without a time limit.</summary>
    public string[] ResolverOptions => ["--resolver", _internet.Resolver.ToString(), "--trust-anchor", _anchorFile];

    /// <summary>The options that make a command connect to its mail hosts.</summary>
    public string[] SmtpOptions => ["--smtp-port", $"{_internet.Smtp.Port}"];

    /// <summary>What is wrong with its resolver now.</summary>
    public ResolverFault ResolverFault
    {
        set => _internet.Dns.Fault = value;
    }

    /// <summary>Ends when its resolver has been asked so many questions from now on.</summary>
    public Task AskedAsync(int questions)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _internet.Dns.OnQuestion = () =>
        {
            if (Interlocked.Decrement(ref questions) == 0)
                asked.SetResult();
        };
        return asked.Task;
    }

    public static Task<TestInternet> OfAsync(params Zone[] zones) => OfAsync(new Scenario { Zones = zones });

    public static async Task<TestInternet> OfAsync(Scenario scenario) => new(await SimulatedInternet.StartAsync(scenario, TimeProvider.System));

    /// <summary>One signed domain, example.test, with one host, mx.example.test.</summary>
    public static Task<TestInternet> OfHostAsync(Func<SmtpHost, SmtpHost> change, string records = "@ MX 10 mx\n@ TXT \"v=spf1 mx ~all\"") => OfAsync(new Scenario
    {
        Zones = [Zone.At("test."), Zone.At("example.test.", records)],
        Hosts = [change(SmtpHost.Normal("mx.example.test."))],
    });

    /// <summary>Runs a command that looks things up.</summary>
    public Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, .. Options]);

    /// <summary>Runs a command that also talks to mail hosts.</summary>
    public Task<CommandRun> RunMailAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, .. Options, .. SmtpOptions]);

    /// <summary>Surveys a list given on the standard input; nothing is kept unless an archive is named.</summary>
    public Task<CommandRun> ScanAsync(string list, params string[] arguments) => CommandRun.OfAsync(
        ["scan", "-", .. arguments, .. Options, .. SmtpOptions, .. arguments.Contains("--archive") ? [] : new[] { "--no-archive" }], list);

    public async ValueTask DisposeAsync()
    {
        File.Delete(_anchorFile);
        await _internet.DisposeAsync();
    }
}
