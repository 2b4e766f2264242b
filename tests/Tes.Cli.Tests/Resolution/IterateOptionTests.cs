using System.Text.Json;
using Xunit;

namespace Tes.Cli.Tests.Resolution;

public sealed class IterateOptionTests
{
    [Theory]
    [InlineData("signed.test", "MX", "secure", 0)]
    [InlineData("mx.signed.test", "TLSA", "secure", 0)]
    [InlineData("alias.signed.test", "A", "insecure", 0)]
    [InlineData("mx.unsigned.test", "A", "insecure", 0)]
    [InlineData("mx.bogus.test", "A", "bogus", 1)]
    [InlineData("nothing.test", "A", "secure", 0)]
    public async Task Authoritative_servers_are_asked_and_the_document_says_so(string name, string type, string security, int status)
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        CommandRun run = await CommandRun.OfAsync(["dns", "query", name, type, "--json", "--iterate", .. internet.HintOptions, .. internet.AnchorOptions]);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(security, document.RootElement.GetProperty("security").GetString());
        Assert.Equal("iterate", document.RootElement.GetProperty("resolution").GetProperty("mode").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("resolution").GetProperty("cause").ValueKind);
        Assert.Equal(status, run.Status);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_test_of_a_domain_asks_them_too()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        CommandRun run = await CommandRun.OfAsync(["test", "nothing.test", "--json", "--iterate", .. internet.HintOptions, .. internet.AnchorOptions]);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal("bounce", document.RootElement.GetProperty("delivery").GetString());
        Assert.Equal("iterate", document.RootElement.GetProperty("resolution").GetProperty("mode").GetString());
    }

    [Theory]
    [InlineData("--iterate")]
    [InlineData("--authority-port", "5353")]
    [InlineData("--root-hints", "/dev/null")]
    public async Task It_contradicts_a_named_resolver(params string[] options)
    {
        foreach (string command in new[] { "test", "dns query" })
        {
            CommandRun run = await CommandRun.OfAsync([.. command.Split(' '), "example.test", "--resolver", "127.0.0.1", .. options]);
            Assert.Equal((int)ExitStatus.Usage, run.Status);
            Assert.Contains("--resolver", run.OneErrorLine, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "no NS")]
    [InlineData(". NS a.", "A or AAAA")]
    [InlineData("nonsense", "line 1")]
    public async Task What_is_wrong_with_root_hints_is_one_line(string text, string expected)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        CommandRun run = await CommandRun.OfAsync("dns", "query", "example.test", "A", "--iterate", "--root-hints", file);
        File.Delete(file);
        Assert.Equal((int)ExitStatus.Usage, run.Status);
        Assert.Contains(expected, run.OneErrorLine, StringComparison.Ordinal);
    }
}
