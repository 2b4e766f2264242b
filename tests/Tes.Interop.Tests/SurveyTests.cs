using System.Text.Json;
using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Cases.Mail;
using Tes.Interop.Tests.Resolvers;
using Tes.Interop.Tests.Running;
using Tes.Interop.Tests.Surveys;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>A survey says of each domain what `tes test` says of it, whatever resolver it asks.</summary>
public sealed class SurveyTests(TestInternet internet)
{
    // Whose addresses no test may connect to (RFC 5737, RFC 3849): in the zones of the DNSSEC cases they stand for any.
    private const string Documentation = "192.0.2.0/24\n2001:db8::/32\n";

    public static TheoryData<string> Others => [.. new[] { Resolver.Bind, Resolver.BindNotValidating }.Select(resolver => resolver.ToString()), "none"];

    [Fact]
    public async Task One_run_says_of_every_mail_domain_what_its_test_says()
    {
        internet.Require();
        var tested = await internet.Surveys.TestedAsync();
        var surveyed = await internet.Surveys.UndisturbedAsync();
        Assert.Equal(internet.Surveys.Domains.Order(StringComparer.Ordinal), tested.Keys.Order(StringComparer.Ordinal));
        Comparison.Demand(SurveySet.Differences(surveyed, tested.ToDictionary(known => known.Key, known => TestedDomain.Facts(known.Value)), surveyed.Facts, "tes scan", "tes test"));
        // What domains share is met once: many of the hosts are domains here, too.
        Assert.True(surveyed.Sessions < surveyed.Addresses, $"{surveyed.Sessions} sessions, {surveyed.Addresses} addresses");
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Another_resolver_changes_nothing(string resolver)
    {
        internet.Require();
        var archive = internet.Surveys.NewArchive();
        string[] asked = resolver == "none" ? ["--iterate", "--root-hints", internet.RootHintsFile] : ["--resolver", internet.Addresses.Of(Enum.Parse<Resolver>(resolver))];
        var scan = await RunningProgram.RunAsync(internet.State, internet.Surveys.ScanOver(internet.Surveys.ListFile, archive, asked));
        Assert.True(scan is { ExitStatus: 0, Errors: "" }, scan.ToString());
        var undisturbed = await internet.Surveys.UndisturbedAsync();
        var surveyed = await SurveyedDomains.ReadAsync(internet.State, archive);
        Comparison.Demand(SurveySet.Differences(
            surveyed,
            internet.Surveys.Domains.ToDictionary(domain => domain, domain => undisturbed.Facts(domain).With(WithoutCauseOfFailure)),
            domain => surveyed.Facts(domain).With(WithoutCauseOfFailure),
            resolver,
            "Unbound"));
    }

    [Fact]
    public async Task Names_of_the_DNSSEC_cases_are_surveyed_as_they_are_tested()
    {
        internet.Require();
        var list = internet.State.Write("surveys/dnssec", string.Join('\n', DnssecCases.ByTitle.Values.Select(@case => @case.Name)) + "\n");
        var archive = internet.Surveys.NewArchive();
        var scan = await RunningProgram.RunAsync(
            internet.State, internet.Surveys.Scan(list, archive, internet.Addresses.Unbound, "--opt-out", internet.State.Write("surveys/documentation", Documentation)));
        Assert.True(scan.ExitStatus == 0, scan.ToString());
        var surveyed = await SurveyedDomains.ReadAsync(internet.State, archive);
        string[] bogus = [.. DnssecCases.ByTitle.Values.Where(@case => @case is { Security: Security.Bogus, Type: "A" }).Select(@case => @case.Name).Intersect(surveyed.Names)];
        Assert.NotEmpty(bogus);
        Comparison.Demand(string.Join('\n', bogus.Where(name => surveyed.Column(name, "class") != "bogusMx").Select(name => $"{name}: {surveyed.Column(name, "class")}")));
        // The others have addresses that nobody may connect to: `tes test` would.
        Assert.All(surveyed.Names.Where(surveyed.HasAddresses), name => Assert.Equal("optedOut", surveyed.Column(name, "reason")));
        string[] without = [.. surveyed.Names.Where(name => !surveyed.HasAddresses(name))];
        var tested = await internet.Surveys.TestAsync(internet.State.Write("surveys/dnssec-without-addresses", string.Join('\n', without) + "\n"));
        Assert.Equal(without.Order(StringComparer.Ordinal), tested.Keys.Order(StringComparer.Ordinal));
        Comparison.Demand(string.Join('\n', without
            .Select(name => (Name: name, Difference: surveyed.Facts(name).DifferenceFrom(TestedDomain.Facts(tested[name]), "tes scan", "tes test")))
            .Where(known => known.Difference.Length > 0)
            .Select(known => $"{known.Name}\n{known.Difference}")));
    }

    [Theory]
    [InlineData(PolicyCases.All, "published reject published published published")]
    [InlineData(PolicyCases.Unsigned, "published none absent absent published")]
    [InlineData("policy-multiple", "multiple null absent absent multiple")]
    [InlineData("policy-malformed", "absent null absent absent malformed")]
    [InlineData("mx-bogus", "unknown null unknown unknown unknown")]
    public async Task What_a_domain_publishes_is_kept(string name, string expected)
    {
        internet.Require();
        var surveyed = await internet.Surveys.UndisturbedAsync();
        var domain = internet.DomainOf(MailCases.ByName[name]);
        Assert.Equal(expected, string.Join(' ', ((string[])["dmarc", "dmarc_policy", "mta_sts", "tlsrpt", "spf"]).Select(column => surveyed.Column(domain, column))));
    }

    [Fact]
    public async Task Judged_again_it_says_the_same()
    {
        internet.Require();
        var archive = internet.Surveys.NewArchive();
        File.Copy(await internet.Surveys.UndisturbedArchiveAsync(), archive);
        var judge = await RunningProgram.RunAsync(internet.State, [.. TesProgram.CommandLine, "scan", "judge", "--archive", archive]);
        Assert.True(judge is { ExitStatus: 0, Errors: "" }, judge.ToString());
        Comparison.Demand(await internet.Surveys.DifferencesFromUndisturbedAsync(await SurveyedDomains.ReadAsync(internet.State, archive), internet.Surveys.Domains, internet.Addresses.Unbound));
    }

    [Fact]
    public async Task Through_a_resolver_that_leaves_signatures_out_there_is_no_survey()
    {
        internet.Require();
        var archive = internet.Surveys.NewArchive();
        var scan = await RunningProgram.RunAsync(
            internet.State, internet.Surveys.Scan(internet.Surveys.ListFile, archive, internet.Addresses.Of(Resolver.DnsmasqWithoutDnssec)));
        Assert.True(scan is { ExitStatus: 3, Output: "" }, scan.ToString());
        Assert.StartsWith("tes: nothing can be looked up: ", Assert.Single(scan.Errors.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(archive)!));
    }

    [Fact]
    public async Task Its_numbers_are_those_of_its_domains()
    {
        internet.Require();
        var surveyed = await internet.Surveys.UndisturbedAsync();
        var report = await RunningProgram.RunAsync(
            internet.State, [.. TesProgram.CommandLine, "scan", "report", "--archive", await internet.Surveys.UndisturbedArchiveAsync(), "--json"]);
        using var json = JsonDocument.Parse(report.Output);
        foreach (var known in json.RootElement.GetProperty("classes").EnumerateObject())
        {
            Assert.Equal(surveyed.Names.Count(name => surveyed.Column(name, "class") == known.Name), known.Value.GetInt32());
        }

        Assert.Equal(
            surveyed.Names.Where(name => surveyed.Column(name, "delivery") == "verified").Order(StringComparer.Ordinal),
            json.RootElement.GetProperty("dane").GetProperty("names").EnumerateArray().Select(name => name.GetString()!));
    }

    // Who failed is said in words, and a resolver has others than an authoritative server.
    private static string WithoutCauseOfFailure(string line) =>
        line.StartsWith("finding tlsa-lookup | inconclusive", StringComparison.Ordinal) ? string.Join(" | ", line.Split(" | ")[..^1]) : line;
}
