using System.Net;
using FsCheck;
using FsCheck.Xunit;
using Tes.Scan.Survey;
using Tes.Scan.Tests.Survey.Politeness;
using Tes.Smtp;
using Xunit;
using static Tes.Scan.Tests.Survey.TenantServer;

namespace Tes.Scan.Tests.Survey;

/// <summary>When names of a server are answered without a session, and when not.</summary>
public sealed class OneCertificateTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.25");

    private readonly TenantServer _server = new();
    private readonly SharedProbe _shared;

    public OneCertificateTests() => _shared = new SharedProbe(_server.ProbeAsync, TimeProvider.System);

    [Fact]
    public async Task Where_all_names_get_one_certificate_few_are_met()
    {
        ProbeReport[] reports = await AskAsync(Enumerable.Range(0, 1000).Select(Tenant));
        Assert.Equal(Enumerable.Range(0, 1000).Select(Tenant), reports.Select(report => report.ServerName));
        Assert.All(reports, report => Assert.True(report.Tls!.CertificateChain[0].Span.SequenceEqual(Wildcard.Span)));
        // The first three, then the 8th, 16th … 512th of those that could have been answered.
        Assert.Equal([.. new[] { 0, 1, 2 }, .. new[] { 8, 16, 32, 64, 128, 256, 512 }.Select(check => check + 2)], NumbersMet());
        Assert.All(reports, report => Assert.Equal(_server.Met.Contains(report.ServerName) ? null : Tenant(0), report.HeldUnder));
        Assert.All(reports, report => Assert.Equal(report.HeldUnder ?? report.ServerName, report.NameShown));
    }

    [Fact]
    public async Task A_burst_of_names_is_no_dearer_than_one_after_the_other()
    {
        var gate = new TaskCompletionSource();
        var shared = new SharedProbe(async (address, port, name, cancellationToken) =>
        {
            await gate.Task;
            await Task.Yield();
            return await _server.ProbeAsync(address, port, name, cancellationToken);
        }, TimeProvider.System);
        Task<ProbeReport>[] asked = [.. Enumerable.Range(0, 1000).Select(number => shared.ProbeAsync(Address, 25, Tenant(number), TestContext.Current.CancellationToken))];
        gate.SetResult();
        ProbeReport[] reports = await Task.WhenAll(asked);
        Assert.Equal(Enumerable.Range(0, 1000).Select(Tenant), reports.Select(report => report.ServerName));
        Assert.Equal(10, shared.Sessions);
    }

    [Fact]
    public async Task However_many_names_there_are_nothing_is_kept_of_them()
    {
        for (int i = 0; i < 100_000; i++)
            await _shared.ProbeAsync(Address, 25, Tenant(i), TestContext.Current.CancellationToken);
        Assert.InRange(_shared.Kept, 1, 20);
        Assert.InRange(_shared.Sessions, 3, 20);
    }

    [Fact]
    public async Task A_name_that_the_certificate_is_not_for_is_met()
    {
        await AskAsync(Enumerable.Range(0, 7).Select(Tenant));
        string[] others = ["mx.customer.test", "a.b.mail.provider.test", "mail.provider.test"];
        ProbeReport[] reports = await AskAsync(others);
        Assert.Equal(others, _server.Met.Skip(3));
        Assert.All(reports, report => Assert.Null(report.HeldUnder));
    }

    [Fact]
    public async Task Names_that_the_certificate_is_not_for_are_no_reason_to_believe()
    {
        await AskAsync(Enumerable.Range(0, 10).Select(number => $"mx{number}.customer.test"));
        await AskAsync([Tenant(0), Tenant(1), Tenant(2)]);
        Assert.Equal(13, _shared.Sessions);
        await AskAsync([Tenant(3)]);
        Assert.Equal(13, _shared.Sessions);
    }

    [Fact]
    public async Task Where_certificates_depend_on_the_name_every_name_is_met()
    {
        _server.Certificate = name => name == Tenant(2) ? Other : Wildcard;
        ProbeReport[] reports = await AskAsync(Enumerable.Range(0, 100).Select(Tenant));
        Assert.Equal(100, _shared.Sessions);
        Assert.All(reports, report => Assert.Null(report.HeldUnder));
    }

    [Fact]
    public async Task A_certificate_that_depends_on_the_name_is_remembered_whoever_asked()
    {
        _server.Certificate = name => name == "mx.provider.test" ? Other : Wildcard;
        await AskAsync([.. Enumerable.Range(0, 6).Select(Tenant), "mx.provider.test"]);
        Assert.Equal(4, _shared.Sessions);
        await AskAsync(Enumerable.Range(6, 10).Select(Tenant));
        Assert.Equal(14, _shared.Sessions);
    }

    [Fact]
    public async Task A_certificate_that_changes_ends_it_with_the_next_session()
    {
        _server.Certificate = _ => _server.Met.Count > 10 ? Renewed : Wildcard;
        ProbeReport[] reports = await AskAsync(Enumerable.Range(0, 2000).Select(Tenant));
        // The eleventh session is that of the 1024th name.
        Assert.Equal(1024 + 2, Array.FindIndex(reports, report => report.Tls!.CertificateChain[0].Span.SequenceEqual(Renewed.Span)));
        Assert.All(reports.Skip(1024 + 2), report => Assert.True(report.HeldUnder is null && report.Tls!.CertificateChain[0].Span.SequenceEqual(Renewed.Span)));
    }

    /// <summary>What no number of sessions short of all would rule out; docs/surveys.md says so.</summary>
    [Fact]
    public async Task One_of_many_that_has_a_certificate_of_its_own_may_be_missed()
    {
        ReadOnlyMemory<byte> own = Make(Tenant(20));
        _server.Certificate = name => name == Tenant(20) ? own : Wildcard;
        ProbeReport[] reports = await AskAsync(Enumerable.Range(0, 100).Select(Tenant));
        Assert.Equal(Tenant(0), reports[20].HeldUnder);
        ProbeReport met = await _shared.ProbeUnderNameAsync(Address, 25, Tenant(20), TestContext.Current.CancellationToken);
        Assert.True(met.HeldUnder is null && met.Tls!.CertificateChain[0].Span.SequenceEqual(own.Span));
        int sessions = _shared.Sessions;
        // From now on it is known, and the session is kept.
        Assert.Same(met, (await AskAsync([Tenant(20)]))[0]);
        await AskAsync([Tenant(101)]);
        Assert.Equal(sessions + 1, _shared.Sessions);
    }

    [Fact]
    public async Task A_session_that_ends_before_TLS_tells_nothing_of_names()
    {
        _server.Change = report => report.ServerName == Tenant(1) || report.ServerName == Tenant(10) ? PutOff(report) : report;
        ProbeReport[] reports = await AskAsync(Enumerable.Range(0, 20).Select(Tenant));
        Assert.Equal([0, 1, 2, 3, 11, 19], NumbersMet());
        Assert.Equal(StartTlsOutcome.Inconclusive, reports[1].StartTls);
        _server.Change = report => report;
        _shared.ForgetInconclusive();
        Assert.Equal(StartTlsOutcome.Accepted, (await AskAsync([Tenant(1)]))[0].StartTls);
    }

    [Theory]
    [InlineData("handshake")]
    [InlineData("session")]
    [InlineData("capabilities")]
    [InlineData("version")]
    [InlineData("cipher")]
    [InlineData("group")]
    [InlineData("signature")]
    [InlineData("chain")]
    public async Task Whatever_differs_from_the_handshake_on_ends_it(string what)
    {
        _server.Change = report => report.ServerName == Tenant(10) ? Differing(report, what) : report;
        await AskAsync(Enumerable.Range(0, 10).Select(Tenant));
        Assert.Equal(3, _shared.Sessions);
        await AskAsync(Enumerable.Range(10, 30).Select(Tenant));
        Assert.Equal(33, _shared.Sessions);
    }

    [Fact]
    public async Task A_server_that_wants_no_other_names_still_has_one_certificate()
    {
        _server.Change = report => IsFor(Wildcard, report.ServerName) ? report : UnknownName(report);
        ProbeReport[] reports = await AskAsync([Tenant(0), "mx.customer.test", Tenant(1), Tenant(2), Tenant(3)]);
        Assert.Equal(StartTlsOutcome.HandshakeFailed, reports[1].StartTls);
        Assert.Equal((4, Tenant(0)), (_shared.Sessions, reports[4].HeldUnder));
    }

    [Fact]
    public async Task A_name_that_fails_before_anything_is_known_is_no_reason_to_doubt()
    {
        _server.Change = report => IsFor(Wildcard, report.ServerName) ? report : UnknownName(report);
        ProbeReport[] reports = await AskAsync(["mx.customer.test", Tenant(0), Tenant(1), Tenant(2), Tenant(3)]);
        Assert.Equal((4, Tenant(0)), (_shared.Sessions, reports[4].HeldUnder));
    }

    [Fact]
    public async Task That_certificates_depend_on_the_name_is_remembered_longer_than_a_session()
    {
        var time = new ManualTime();
        var shared = new SharedProbe(_server.ProbeAsync, time);
        _server.Certificate = name => name == "mx.provider.test" ? Other : Wildcard;
        foreach (string name in (string[])[.. Enumerable.Range(0, 4).Select(Tenant), "mx.provider.test"])
            await shared.ProbeAsync(Address, 25, name, TestContext.Current.CancellationToken);
        time.Advance(SharedProbe.Lifetime + TimeSpan.FromSeconds(1));
        int before = shared.Sessions;
        for (int number = 10; number < 30; number++)
            Assert.Null((await shared.ProbeAsync(Address, 25, Tenant(number), TestContext.Current.CancellationToken)).HeldUnder);
        // Each its own, and the first session with the address again.
        Assert.Equal(before + 20, shared.Sessions);
    }

    [Fact]
    public async Task What_is_believed_of_a_server_is_learnt_anew_with_its_first_session()
    {
        var time = new ManualTime();
        var shared = new SharedProbe(_server.ProbeAsync, time);
        for (int number = 0; number < 5; number++)
            await shared.ProbeAsync(Address, 25, Tenant(number), TestContext.Current.CancellationToken);
        Assert.Equal(3, shared.Sessions);
        time.Advance(SharedProbe.Lifetime + TimeSpan.FromSeconds(1));
        _server.Certificate = _ => Renewed;
        for (int number = 10; number < 15; number++)
        {
            ProbeReport report = await shared.ProbeAsync(Address, 25, Tenant(number), TestContext.Current.CancellationToken);
            Assert.True(report.Tls!.CertificateChain[0].Span.SequenceEqual(Renewed.Span));
        }

        Assert.Equal(6, shared.Sessions);
    }

    [Fact]
    public async Task Each_address_and_port_is_known_for_itself()
    {
        await AskAsync([Tenant(0), Tenant(1), Tenant(2), Tenant(3)]);
        Assert.Equal(3, _shared.Sessions);
        await _shared.ProbeAsync(Address, 587, Tenant(3), TestContext.Current.CancellationToken);
        await _shared.ProbeAsync(IPAddress.Parse("192.0.2.26"), 25, Tenant(3), TestContext.Current.CancellationToken);
        Assert.Equal(5, _shared.Sessions);
    }

    [Fact]
    public async Task Who_gives_up_learning_leaves_it_to_others()
    {
        using var impatience = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var shared = new SharedProbe(async (address, port, name, cancellationToken) =>
        {
            if (name == Tenant(1))
            {
                begun.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            return await _server.ProbeAsync(address, port, name, cancellationToken);
        }, TimeProvider.System);
        await shared.ProbeAsync(Address, 25, Tenant(0), TestContext.Current.CancellationToken);
        Task<ProbeReport> stuck = shared.ProbeAsync(Address, 25, Tenant(1), impatience.Token);
        await begun.Task;
        Task<ProbeReport>[] others = [.. Enumerable.Range(2, 4).Select(number => shared.ProbeAsync(Address, 25, Tenant(number), TestContext.Current.CancellationToken))];
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stuck);
        await Task.WhenAll(others);
        Assert.Equal([0, 2, 3], NumbersMet());
        Assert.Equal(4, shared.Sessions);
    }

    [Fact]
    public async Task A_certificate_is_held_once_for_all_servers_that_send_it()
    {
        ProbeReport one = await _shared.ProbeAsync(Address, 25, Tenant(0), TestContext.Current.CancellationToken);
        ProbeReport other = await _shared.ProbeAsync(IPAddress.Parse("192.0.2.26"), 25, Tenant(0), TestContext.Current.CancellationToken);
        Assert.True(one.Tls!.CertificateChain[0].Equals(other.Tls!.CertificateChain[0]));
    }

    /// <summary>Any server that gives names of its usual certificate that one, and others whatever it likes.</summary>
    [Property(MaxTest = 200)]
    public async Task What_is_said_of_a_name_is_what_a_session_under_it_says(PositiveInt seed)
    {
        ReadOnlyMemory<byte>[] certificates = [Wildcard, Other, Renewed];
        string[] names = [.. Enumerable.Range(0, 60).Select(Tenant), .. Enumerable.Range(0, 20).Select(number => $"mx{number}.customer.test"), "mx.provider.test"];
        var random = new System.Random(seed.Get);
        // How many of the other names get a certificate that is not the usual one.
        int odd = random.Next(4);
        var shown = names.ToDictionary(
            name => name, name => IsFor(Wildcard, name) || random.Next(10) >= odd ? Wildcard : certificates[random.Next(3)], StringComparer.Ordinal);
        random.Shuffle(names);
        var server = new TenantServer { Certificate = name => shown[name] };
        var shared = new SharedProbe(server.ProbeAsync, TimeProvider.System);
        foreach (string name in names)
        {
            ProbeReport report = await shared.ProbeAsync(Address, 25, name, CancellationToken.None);
            Assert.Equal(name, report.ServerName);
            Assert.True(report.Tls!.CertificateChain[0].Span.SequenceEqual(shown[name].Span));
        }

        // Customers' own names, the first three, the 8th, 16th and 32nd of the others.
        if (shown.Values.All(certificate => certificate.Equals(Wildcard)))
            Assert.Equal(21 + 3 + 3, server.Met.Count);
    }

    private static ProbeReport Differing(ProbeReport report, string what)
    {
        TlsSession tls = report.Tls!;
        TlsSession Changed(TlsProtocolVersion? version = null, string? cipher = null, string? group = null, string? signature = null, ReadOnlyMemory<byte>[]? chain = null) => new()
        {
            ProtocolVersion = version ?? tls.ProtocolVersion,
            CipherSuite = cipher ?? tls.CipherSuite,
            Group = group ?? tls.Group,
            SignatureScheme = signature ?? tls.SignatureScheme,
            CertificateChain = chain ?? tls.CertificateChain,
        };
        return what switch
        {
            "handshake" => UnknownName(report),
            "session" => report with { CapabilitiesAfterTls = null, Failure = new SmtpFailure.SessionLost(SmtpStage.EhloAfterTls, SessionFault.Closed, "closed") },
            "capabilities" => report with { CapabilitiesAfterTls = Ehlo("frontend", "PIPELINING") },
            "version" => report with { Tls = Changed(version: TlsProtocolVersion.Tls12) },
            "cipher" => report with { Tls = Changed(cipher: "TLS_AES_128_GCM_SHA256") },
            "group" => report with { Tls = Changed(group: "secp256r1") },
            "signature" => report with { Tls = Changed(signature: "rsa_pss_rsae_sha256") },
            _ => report with { Tls = Changed(chain: [tls.CertificateChain[0], Other]) },
        };
    }

    private IEnumerable<int> NumbersMet() => _server.Met.Select(name => int.Parse(name[1..name.IndexOf('.', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture));

    private async Task<ProbeReport[]> AskAsync(IEnumerable<string> names)
    {
        var reports = new List<ProbeReport>();
        foreach (string name in names)
            reports.Add(await _shared.ProbeAsync(Address, 25, name, TestContext.Current.CancellationToken));
        return [.. reports];
    }
}
