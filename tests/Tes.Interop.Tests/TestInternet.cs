using System.Globalization;
using System.Runtime.Versioning;
using Tes.Interop.Tests;
using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Cases.Mail;
using Tes.Interop.Tests.Mail;
using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Oracles;
using Tes.Interop.Tests.Resolvers;
using Tes.Interop.Tests.Running;
using Tes.Interop.Tests.Surveys;
using Xunit;

[assembly: SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(TestInternet))]

namespace Tes.Interop.Tests;

/// <summary>
/// A private internet on loopback, made of other people's software: a signed root and everything below it, resolvers, mail hosts.
/// Built once for the whole test program and taken down with it; with TES_INTEROP_KEEP=1 it stays, and the commands to look at it are printed.
/// </summary>
public sealed class TestInternet : IAsyncLifetime
{
    private readonly string? _missing = Requirements.Missing();
    private readonly bool _keep = Environment.GetEnvironmentVariable("TES_INTEROP_KEEP") == "1";
    private StateDirectory? _state;
    private Addresses? _addresses;
    private ZoneTree? _tree;
    private MailPlan? _plan;
    private Validators? _validators;
    private string? _authorityFile;
    private SendingPostfix? _sending;
    private SurveySet? _surveys;
    private int _ownResolvers;
    private Task<IReadOnlyDictionary<string, PostfixVerdict>>? _deliveries;

    internal Addresses Addresses => Built(_addresses);

    /// <summary>The name in the certificate of the resolver that speaks TLS.</summary>
    internal const string ResolverName = "dns.provider.example";

    /// <summary>The authority that its certificate leads to.</summary>
    internal string AuthorityFile => Built(_authorityFile);

    internal string LogFile(Resolver resolver) => ResolverPrograms.LogFile(Built(_state), resolver);

    internal string TrustAnchorFile => Built(_tree).TrustAnchorFile;

    /// <summary>NS and A of the private root.</summary>
    internal string RootHintsFile => State.PathOf("root.hints");

    internal Validators Validators => Built(_validators);

    internal SendingPostfix Sending => Built(_sending);

    internal StateDirectory State => Built(_state);

    internal SurveySet Surveys => Built(_surveys);

    public async ValueTask InitializeAsync()
    {
        if (_missing is not null)
        {
            return;
        }

        _state = new StateDirectory(_keep);
        try
        {
            await BuildAsync(_state);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        // Once here when the building fails, and once from the test runner.
        _sending?.Dispose();
        _sending = null;
        _state?.Dispose();
        _state = null;
        return ValueTask.CompletedTask;
    }

    /// <summary>Skips the test on a machine that cannot hold the environment.</summary>
    internal void Require() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    /// <summary>Skips the test on a machine that lets nobody mount a file system, not even where no other process sees it.</summary>
    internal async Task RequireMountsAsync()
    {
        Require();
        var mount = await Command.RunAsync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
        Assert.SkipWhen(mount.ExitStatus != 0, $"needs to mount a tmpfs in a namespace of its own\n{mount}");
    }

    /// <summary>Starts a resolver for one test alone.</summary>
    internal Task<OwnResolver> StartResolverAsync()
    {
        var number = Interlocked.Increment(ref _ownResolvers) - 1;
        return OwnResolver.StartAsync(
            State, string.Create(CultureInfo.InvariantCulture, $"resolver-of-its-own-{number}"), Addresses.OwnResolver(number), new PrivateRoot(Addresses.Root, RootHintsFile, TrustAnchorFile));
    }

    internal string DomainOf(MailCase @case) => Built(_plan).DomainOf(@case);

    /// <summary>What the sending Postfix did with mail for this case.</summary>
    internal async Task<PostfixVerdict> DeliveryAsync(MailCase @case) => (await Built(_deliveries))[DomainOf(@case)];

    private static T Built<T>(T? part) where T : class =>
        part ?? throw new InvalidOperationException("not built: the test has to call Require first");

    private async Task BuildAsync(StateDirectory state)
    {
        _addresses = Addresses.Choose();
        var certificates = new CertificateFactory(state);
        _plan = new MailPlan(_addresses, certificates, [.. MailCases.ByName.Values]);
        await _plan.MakeCertificatesAsync();
        var resolverChain = await certificates.MakeAsync("resolver", Credentials.Issued, ResolverName, [ResolverName]);
        _authorityFile = certificates.CertificateFile("root");
        _tree = new ZoneTree(state, _addresses, [.. DnssecCases.Zones, .. MatrixCases.Zones, .. _plan.Zones()]);
        await _tree.BuildAsync();
        await new AuthoritativeServers(state, _addresses, _tree).StartAsync();
        await new ResolverPrograms(state, _addresses, _tree, resolverChain).StartAsync();
        _validators = new Validators(_addresses, _tree.WriteDelvAnchors(), [.. DnssecCases.ByTitle.Values, .. MatrixCases.Cases]);
        _sending = new SendingPostfix(state, _addresses);
        await Task.WhenAll(new ReceivingPostfix(state, _addresses, _plan).StartAsync(), _sending.StartAsync());
        _deliveries = _sending.SendAsync([.. MailCases.ByName.Values.Select(_plan.DomainOf)]);
        _surveys = new SurveySet(state, _addresses, _tree.TrustAnchorFile, _plan);
        if (_keep)
        {
            await Console.Error.WriteLineAsync($"""
                kept: {state.Path}
                  dig @{Addresses.Unbound} +dnssec DOMAIN TYPE
                  tes test DOMAIN --resolver {Addresses.Unbound} --trust-anchor {TrustAnchorFile}
                  domains: {_surveys.ListFile}; logs: {state.PathOf("*.log")}
                end it with: {state.UndoCommand}
                """);
        }
    }
}
