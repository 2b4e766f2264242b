using Xunit;

namespace Tes.Cli.Tests.CommandLine;

public sealed class UsageTests
{
    [Theory]
    [InlineData("tset", "'tset' is not a command of 'tes'")]
    [InlineData("dns", "'tes dns' needs a command: query")]
    [InlineData("dns qeury a", "'qeury' is not a command of 'tes dns'; did you mean 'query'?")]
    [InlineData("dns query", "'NAME'")]
    [InlineData("dns query a..b", "'a..b' is not a domain name: a label is empty")]
    [InlineData("dns query exam_ple.org NOTYPE", "'NOTYPE' is not a record type")]
    [InlineData("dns query example.org AXFR", "'AXFR' is not a type of records")]
    [InlineData("dns query example.org RRSIG", "'RRSIG' is not a type of records")]
    [InlineData("dns query example.org A B", "'B' is not an argument of 'tes dns query'")]
    [InlineData("dns query example.org --resovler 192.0.2.1", "'--resovler' is not an option of 'tes dns query'; did you mean '--resolver'?")]
    [InlineData("dns query example.org --resolver dns.example.org", "'dns.example.org' is not an address")]
    [InlineData("dns query example.org --resolver 192.0.2.1:99999", "'192.0.2.1:99999'")]
    [InlineData("dns query example.org --resolver 192.0.2.1#dns.example", "only a resolver over TLS can prove")]
    [InlineData("dns query example.org --resolver tls://192.0.2.1 --resolver-ca /nowhere", "--resolver-ca is only of use")]
    [InlineData("dns query example.org --resolver tls://192.0.2.1#dns.example --resolver-ca /nowhere/ca.pem", "cannot read '/nowhere/ca.pem'")]
    [InlineData("dns query example.org --resolver", "'--resolver'")]
    [InlineData("dns query example.org --at yesterday", "'yesterday' is not a time")]
    [InlineData("dns query example.org --timeout never", "'never' is not a duration")]
    [InlineData("dns query example.org --trust-anchor /nowhere/anchors", "cannot read '/nowhere/anchors': there is no such file")]
    [InlineData("dns query example.org --trust-anchor /", "cannot read '/': it is a directory")]
    public async Task A_command_line_that_cannot_be_used_is_answered_with_one_line_that_names_what_is_wrong(string line, string expected)
    {
        CommandRun run = await CommandRun.OfAsync(line.Split(' '));

        Assert.Equal((int)ExitStatus.Usage, run.Status);
        Assert.Contains(expected, run.OneErrorLine, StringComparison.Ordinal);
        Assert.StartsWith("tes: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Escape_sequences_in_arguments_are_spelled_out()
    {
        foreach (string[] arguments in new string[][] { ["\e[31mx"], ["dns", "query", "\e]0;x\a"], ["dns", "query", "a", "\e[2J"], ["dns", "query", "a", "--at", "\e[2J"], ["dns", "query", "a", "--trust-anchor", "\e[2J"] })
        {
            CommandRun run = await CommandRun.OfAsync(arguments);

            Assert.Equal((int)ExitStatus.Usage, run.Status);
            Assert.DoesNotContain('\e', run.Error);
            Assert.Contains("\\x1B", run.OneErrorLine, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Files_that_hold_no_trust_anchors_are_named_with_the_line()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, ". IN DS 20326 8 2 ZZ\n", TestContext.Current.CancellationToken);
            CommandRun malformed = await CommandRun.OfAsync("dns", "query", "example.org", "--trust-anchor", path);
            await File.WriteAllBytesAsync(path, [0xff, 0xfe, 0x00], TestContext.Current.CancellationToken);
            CommandRun binary = await CommandRun.OfAsync("dns", "query", "example.org", "--trust-anchor", path);

            Assert.Equal((int)ExitStatus.Usage, malformed.Status);
            Assert.Contains("line 1", malformed.OneErrorLine, StringComparison.Ordinal);
            Assert.Equal((int)ExitStatus.Usage, binary.Status);
            Assert.Contains("is not a text file", binary.OneErrorLine, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task An_argument_that_begins_with_at_is_no_file_of_arguments()
    {
        CommandRun run = await CommandRun.OfAsync("dns", "query", "@/nowhere/at/all", "AXFR");

        Assert.Contains("'AXFR'", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("dns --help")]
    [InlineData("dns qeury --help")]
    [InlineData("dns query --help")]
    [InlineData("-h")]
    [InlineData("")]
    public async Task Help_goes_to_the_standard_output(string line)
    {
        CommandRun run = await CommandRun.OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((int)ExitStatus.Good, run.Status);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Help_of_a_command_ends_with_examples_that_parse()
    {
        CommandRun run = await CommandRun.OfAsync("dns", "query", "--help");

        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
    }
}
