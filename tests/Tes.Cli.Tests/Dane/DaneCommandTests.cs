using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Xunit;

namespace Tes.Cli.Tests.Dane;

public sealed class DaneCommandTests : IDisposable
{
    private const string At = "2026-11-23T12:00:00Z";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("tes-dane-").FullName;
    private readonly X509Certificate2 _ca;
    private readonly X509Certificate2 _leaf;

    public DaneCommandTests()
    {
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ca = new CertificateRequest("CN=Test CA", caKey, HashAlgorithmName.SHA256);
        ca.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _ca = ca.CreateSelfSigned(Start, Start.AddYears(5));
        var leaf = new CertificateRequest("CN=mx.example.org", leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("mx.example.org");
        leaf.CertificateExtensions.Add(names.Build());
        _leaf = leaf.Create(_ca, Start, Start.AddYears(1), [1, 2, 3]);
    }

    private string LeafSpki => Convert.ToHexString(SHA256.HashData(_leaf.PublicKey.ExportSubjectPublicKeyInfo()));

    private string CaCertificate => Convert.ToHexString(SHA256.HashData(_ca.RawData));

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _ca.Dispose();
        _leaf.Dispose();
    }

    [Fact]
    public async Task A_matching_record_is_exit_status_0()
    {
        CommandRun run = await VerifyAsync([_leaf], $"3 1 1 {LeafSpki.ToLowerInvariant()}");

        AssertVerdict(run, match: true, usable: true, ExitStatus.Good);
    }

    [Fact]
    public async Task A_record_for_the_authority_matches_where_the_chain_has_it()
    {
        CommandRun with = await VerifyAsync([_leaf, _ca], $"2 0 1 {CaCertificate}");
        CommandRun without = await VerifyAsync([_leaf], $"2 0 1 {CaCertificate}");

        AssertVerdict(with, match: true, usable: true, ExitStatus.Good);
        AssertVerdict(without, match: false, usable: true, ExitStatus.CheckFailed);
    }

    [Fact]
    public async Task Names_and_dates_count_for_an_authority_and_not_for_a_key()
    {
        string chain = Write("chain.pem", _leaf, _ca);
        CommandRun otherName = await CommandRun.OfAsync("dane", "verify", "--json", "--chain", chain, "--tlsa", $"2 0 1 {CaCertificate}", "--name", "mx.example.net", "--at", At);
        CommandRun expired = await CommandRun.OfAsync("dane", "verify", "--json", "--chain", chain, "--tlsa", $"2 0 1 {CaCertificate}", "--name", "mx.example.org", "--at", "2028-01-01");
        CommandRun key = await CommandRun.OfAsync("dane", "verify", "--json", "--chain", chain, "--tlsa", $"3 1 1 {LeafSpki}", "--name", "mx.example.net", "--at", "2028-01-01");

        AssertVerdict(otherName, match: false, usable: true, ExitStatus.CheckFailed);
        AssertVerdict(expired, match: false, usable: true, ExitStatus.CheckFailed);
        AssertVerdict(key, match: true, usable: true, ExitStatus.Good);
    }

    [Fact]
    public async Task Records_and_names_may_follow_one_option()
    {
        CommandRun run = await CommandRun.OfAsync(
            "dane", "verify", "--json", "--chain", Write("chain.pem", _leaf, _ca), "--at", At,
            "--tlsa", $"3 1 1 {CaCertificate}", $"2 0 1 {CaCertificate}", "--name", "mx.example.net", "mx.example.org");

        AssertVerdict(run, match: true, usable: true, ExitStatus.Good);
    }

    [Fact]
    public async Task One_matching_record_of_many_is_enough()
    {
        string wrong = new('0', 64);
        CommandRun run = await VerifyAsync([_leaf], $"3 1 1 {wrong}", "1 1 1 " + LeafSpki, $"3 1 1 {LeafSpki}");

        AssertVerdict(run, match: true, usable: true, ExitStatus.Good);
    }

    [Theory]
    [InlineData("0 1 1")]
    [InlineData("1 1 1")]
    [InlineData("4 1 1")]
    [InlineData("3 2 1")]
    [InlineData("3 1 3")]
    [InlineData("3 1 2")]
    public async Task A_record_that_Smtp_cannot_use_is_not_usable_and_does_not_match(string parameters)
    {
        CommandRun run = await VerifyAsync([_leaf], $"{parameters} {LeafSpki}");

        AssertVerdict(run, match: false, usable: false, ExitStatus.CheckFailed);
    }

    [Theory]
    [InlineData("3 1 1 XYZ")]
    [InlineData("3 1")]
    [InlineData("300 1 1 00")]
    [InlineData("")]
    public async Task What_is_no_record_is_named(string record)
    {
        CommandRun run = await VerifyAsync([_leaf], record);

        Assert.Equal((int)ExitStatus.Usage, run.Status);
        Assert.Contains($"'{record}' is not a TLSA record", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_without_a_certificate_are_named()
    {
        string path = Path.Combine(_folder, "empty.pem");
        await File.WriteAllTextAsync(path, "nothing\n", TestContext.Current.CancellationToken);

        CommandRun verify = await CommandRun.OfAsync("dane", "verify", "--chain", path, "--tlsa", "3 1 1 00", "--name", "mx.example.org");
        CommandRun generate = await CommandRun.OfAsync("dane", "generate", path);
        CommandRun missing = await CommandRun.OfAsync("dane", "generate", Path.Combine(_folder, "missing.pem"));

        Assert.Contains("has no certificate", verify.OneErrorLine, StringComparison.Ordinal);
        Assert.Contains("has no certificate", generate.OneErrorLine, StringComparison.Ordinal);
        Assert.Contains("there is no such file", missing.OneErrorLine, StringComparison.Ordinal);
        Assert.All([verify, generate, missing], run => Assert.Equal((int)ExitStatus.Usage, run.Status));
    }

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 1, 0)]
    [InlineData(3, 0, 0)]
    public async Task What_is_generated_matches(int usage, int selector, int matching)
    {
        string file = Write("leaf.pem", _leaf);
        CommandRun generated = await CommandRun.OfAsync(
            "dane", "generate", file, "--usage", $"{usage}", "--selector", $"{selector}", "--matching", $"{matching}");

        Assert.Equal((int)ExitStatus.Good, generated.Status);
        Assert.StartsWith($"{usage} {selector} {matching} ", generated.Output, StringComparison.Ordinal);
        AssertVerdict(await VerifyAsync([_leaf], generated.Output.Trim()), match: true, usable: true, ExitStatus.Good);
    }

    [Fact]
    public async Task With_a_host_the_whole_record_is_printed()
    {
        string file = Write("leaf.pem", _leaf);

        CommandRun text = await CommandRun.OfAsync("dane", "generate", file, "--host", "mx.example.org");
        CommandRun json = await CommandRun.OfAsync("dane", "generate", file, "--host", "mx.example.org.", "--port", "587", "--json");

        Assert.Equal($"_25._tcp.mx.example.org. IN TLSA 3 1 1 {LeafSpki}\n", text.Output);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("_587._tcp.mx.example.org", document.RootElement.GetProperty("owner").GetString());
        Assert.Equal($"3 1 1 {LeafSpki}", document.RootElement.GetProperty("rdata").GetString());
    }

    [Theory]
    [InlineData("--usage", "1")]
    [InlineData("--selector", "2")]
    [InlineData("--matching", "sha256")]
    public async Task Values_that_Smtp_cannot_use_are_refused(string option, string value)
    {
        CommandRun run = await CommandRun.OfAsync("dane", "generate", Write("leaf.pem", _leaf), option, value);

        Assert.Equal((int)ExitStatus.Usage, run.Status);
        Assert.Contains($"'{value}'", run.OneErrorLine, StringComparison.Ordinal);
    }

    private Task<CommandRun> VerifyAsync(X509Certificate2[] chain, params string[] records)
    {
        string file = Write("chain.pem", chain);
        return CommandRun.OfAsync(["dane", "verify", "--json", "--chain", file, "--name", "mx.example.org", "--at", At, .. records.SelectMany(record => new[] { "--tlsa", record })]);
    }

    private static void AssertVerdict(CommandRun run, bool match, bool usable, ExitStatus status)
    {
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal("tes.dane.verify/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(match, document.RootElement.GetProperty("match").GetBoolean());
        Assert.Equal(usable, document.RootElement.GetProperty("usable").GetBoolean());
        Assert.Equal((int)status, run.Status);
    }

    private string Write(string name, params X509Certificate2[] certificates)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem())));
        return path;
    }
}
