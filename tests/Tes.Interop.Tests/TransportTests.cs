using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Resolvers;
using Tes.Interop.Tests.Running;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>How the program reaches resolvers: TLS, TCP, cookies, and what it says of one that carries no DNSSEC.</summary>
public sealed class TransportTests(TestInternet internet)
{
    private const string Secure = "www.sound.cuts.nord";
    private const string Insecure = "www.unsigned.cuts.nord";

    /// <summary>Name to prove, whether the private authority is trusted, and whether that makes a connection (RFC 8310 §5).</summary>
    public static TheoryData<string?, bool, bool> Profiles => new()
    {
        { null, false, true },
        { TestInternet.ResolverName, true, true },
        { "other.provider.example", true, false },
        { "127.0.0.1", true, false },
        { TestInternet.ResolverName, false, false },
    };

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Over_TLS_a_resolver_is_reached_when_kdig_reaches_it(string? name, bool trusted, bool reached)
    {
        internet.Require();
        var address = internet.Addresses.Of(Resolver.UnboundOverStreams);
        string[] authority = trusted ? ["--resolver-ca", internet.AuthorityFile] : [];
        var ours = await TesProgram.RunAsync(
            name is null ? $"tls://{address}" : $"tls://{address}#{name}", internet.TrustAnchorFile, ["dns", "query", Secure, "A", .. authority]);
        Assert.True(ours.Text("security") == (reached ? "secure" : "indeterminate"), ours.Command.ToString());
        // Its answers are validated, so only the words say that it was the certificate.
        Assert.Equal(reached, !ours.Command.Output.Contains("certificate", StringComparison.Ordinal));

        string[] profile = name is null ? ["+tls"] : [trusted ? $"+tls-ca={internet.AuthorityFile}" : "+tls-ca", $"+tls-hostname={name}"];
        var kdig = await Command.RunAsync("kdig", [$"@{address}", "-p", "853", Secure, "A", "+retry=0", .. profile]);
        Assert.True(reached == kdig.Output.Contains("status: NOERROR", StringComparison.Ordinal), kdig.ToString());
    }

    [Theory]
    [InlineData("tcp://")]
    [InlineData("")]
    public async Task A_resolver_whose_UDP_port_is_closed_is_asked_over_TCP(string scheme)
    {
        internet.Require();
        var address = internet.Addresses.Of(Resolver.UnboundOverStreams);
        Assert.Null((await Dig.AskAsync(address, Secure, "A", "+ignore")).Rcode);
        var ours = await TesProgram.RunAsync(scheme + address, internet.TrustAnchorFile, "dns", "query", Secure, "A");
        Assert.True(ours.Text("security") == "secure", ours.Command.ToString());
    }

    public static TheoryData<string> Resolvers => [.. new[] { Resolver.Unbound, Resolver.Bind, Resolver.KnotResolver, Resolver.BindNotValidating, Resolver.Dnsmasq }.Select(resolver => resolver.ToString())];

    [Theory]
    [MemberData(nameof(Resolvers))]
    public async Task Any_resolver_answers_over_TCP_alone(string resolver)
    {
        internet.Require();
        foreach (var (name, security) in new[] { (Secure, "secure"), (Insecure, "insecure"), ("www.ds-spoilt.cuts.nord", "bogus") })
        {
            var ours = await Comparison.AskAsync(internet, $"tcp://{internet.Addresses.Of(Enum.Parse<Resolver>(resolver))}", name, "A");
            Assert.True(ours.Text("security") == security, ours.Command.ToString());
        }
    }

    // RFC 7873 §5.2.3, §5.3: BADCOOKIE brings the cookie with which the question is asked again, over UDP.
    [Fact]
    public async Task A_resolver_that_demands_cookies_gets_them()
    {
        internet.Require();
        var ours = await TesProgram.RunAsync(internet.Addresses.Of(Resolver.BindWithCookies), internet.TrustAnchorFile, "dns", "query", Secure, "A");
        Assert.True(ours.Text("security") == "secure", ours.Command.ToString());
        // "query: NAME IN TYPE -E(0)DCK": the flags of BIND's log are E for EDNS, T for TCP, K for a cookie of our own alone, V for one
        // that has BIND's part too.
        var log = await File.ReadAllTextAsync(internet.LogFile(Resolver.BindWithCookies), TestContext.Current.CancellationToken);
        string[] flags = [.. log.Split('\n')
            .Where(line => line.Contains($"query: {Secure} IN A ", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf(" IN A ", StringComparison.Ordinal)..].Split(' ')[3])];
        Assert.NotEmpty(flags);
        Assert.All(flags, flag => Assert.DoesNotContain('T', flag));
        Assert.Contains(flags, flag => flag.Contains('V', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public async Task The_doctor_finds_a_resolver_that_works_sound(string resolver)
    {
        internet.Require();
        var report = await TesProgram.RunAsync(internet.Addresses.Of(Enum.Parse<Resolver>(resolver)), internet.TrustAnchorFile, "dns", "doctor");
        Assert.True(report.Command.ExitStatus == 0, report.Command.ToString());
    }

    // Nothing that is signed may turn into "insecure" because its signatures were left out on the way.
    [Fact]
    public async Task A_resolver_that_leaves_signatures_out_is_found_out()
    {
        internet.Require();
        var address = internet.Addresses.Of(Resolver.DnsmasqWithoutDnssec);
        Assert.Equal(1, (await Dig.AskAsync(address, Secure, "A")).Answers);
        foreach (var name in new[] { Secure, Insecure })
        {
            var ours = await TesProgram.RunAsync(address, internet.TrustAnchorFile, "dns", "query", name, "A");
            Assert.True(ours.Text("security") == "bogus", ours.Command.ToString());
        }

        var report = await TesProgram.RunAsync(address, internet.TrustAnchorFile, "dns", "doctor");
        Assert.True(report.Command.ExitStatus == 1, report.Command.ToString());
        Assert.Contains("RRSIG", report.Command.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_system_s_resolver_leaves_signatures_out_the_authoritative_servers_are_asked()
    {
        internet.Require();
        var directory = Path.GetDirectoryName(internet.TrustAnchorFile)!;
        var hints = Path.Combine(directory, "switch.hints");
        var resolvConf = Path.Combine(directory, "switch.resolv.conf");
        await File.WriteAllTextAsync(hints, $". 3600 NS ns.\nns. 3600 A {internet.Addresses.Root}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(resolvConf, $"nameserver {internet.Addresses.Of(Resolver.DnsmasqWithoutDnssec)}\n", TestContext.Current.CancellationToken);
        foreach (var (name, security) in new[] { (Secure, "secure"), (Insecure, "insecure"), ("www.ds-spoilt.cuts.nord", "bogus") })
        {
            var ours = await TesProgram.RunBehindAsync(resolvConf, "dns", "query", name, "A", "--root-hints", hints, "--trust-anchor", internet.TrustAnchorFile);
            Assert.True((security, "iterate") == (ours.Text("security"), ours.Text("resolution", "mode")), ours.Command.ToString());
            Assert.Contains("authoritative servers are asked instead", ours.Command.Errors, StringComparison.Ordinal);
        }
    }
}
