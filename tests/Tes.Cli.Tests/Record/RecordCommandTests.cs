using System.Text.Json;
using Xunit;

namespace Tes.Cli.Tests.Record;

public sealed class RecordCommandTests
{
    [Theory]
    [InlineData("spf", "v=spf1 a:x.example/24 mx include:y.example exists:%{i}.z.example ptr ip4:192.0.2.0/24 ip6:2001:db8::/32 x=1 exp=e.example redirect=r.example", null)]
    [InlineData("spf", "v=spf1 -all", null)]
    [InlineData("spf", "v=spf1 foo -all", 7)]
    [InlineData("spf", "v=spf2 -all", 0)]
    [InlineData("dmarc", "v=DMARC1; p=reject; sp=none; np=none; adkim=s; aspf=r; psd=u; t=n; fo=1; rua=mailto:a@example.org; ruf=mailto:b@example.org", null)]
    [InlineData("dmarc", "v=DMARC1; rua=mailto:a@example.org", null)]
    [InlineData("dmarc", "v=DMARC1; p=reject; adkim=x", 26)]
    [InlineData("dmarc", "v=DMARC1", 8)]
    [InlineData("dmarc", "v=dmarc1; p=none", 0)]
    [InlineData("dkim", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=; n=note; t=y:s; s=email; h=sha256; x=1", null)]
    [InlineData("dkim", "v=DKIM1; p=", null)]
    [InlineData("dkim", "k=ed25519; p=AAAA", 11)]
    [InlineData("dkim", "k=rsa; p=%", 7)]
    [InlineData("dkim", "p=AAAA; v=DKIM1", 10)]
    [InlineData("dkim", "v=DKIM1; k=rsa", 0)]
    [InlineData("mta-sts", "v=STSv1; id=1;", null)]
    [InlineData("mta-sts", "v=STSv1", 7)]
    [InlineData("tlsrpt", "v=TLSRPTv1; rua=mailto:a@example.org", null)]
    [InlineData("tlsrpt", "v=TLSRPTv1; rua=", 12)]
    public async Task A_record_is_valid_or_its_errors_have_a_place(string kind, string text, int? error)
    {
        CommandRun json = await CommandRun.OfAsync("record", "parse", kind, text, "--json");
        CommandRun plain = await CommandRun.OfAsync("record", "parse", kind, text);

        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(("tes.record.parse/1", kind), (root.GetProperty("schema").GetString(), root.GetProperty("kind").GetString()));
        Assert.Equal(error is null, root.GetProperty("valid").GetBoolean());
        Assert.Equal(error is null ? [] : [error.Value], root.GetProperty("errors").EnumerateArray().Select(one => one.GetProperty("position").GetInt32()));
        Assert.Equal(error is null ? (0, 0) : (1, 1), (json.Status, plain.Status));
        foreach (JsonElement tag in root.GetProperty("tags").EnumerateArray())
        {
            Assert.StartsWith(tag.GetProperty("name").GetString()!, text[tag.GetProperty("position").GetInt32()..], StringComparison.Ordinal);
            Assert.NotEmpty(tag.GetProperty("meaning").GetString()!);
        }

        if (error is null)
            Assert.True(root.GetProperty("tags").GetArrayLength() > 1);
        Assert.StartsWith($"{kind}: {(error is null ? "valid" : "not valid")}", plain.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: STSv1\nmode: enforce\nmx: *.example.org\nmax_age: 86400\n", 0, true)]
    [InlineData("version: STSv1\nmode: enforce\nmx: *.example.net\nmax_age: 86400\n", 1, false)]
    public async Task A_policy_says_whether_it_names_a_host(string policy, int status, bool match)
    {
        CommandRun run = await CommandRun.OfAsync(["mta-sts", "parse", "-", "--mx", "mx.example.org", "--json"], policy);
        CommandRun text = await CommandRun.OfAsync(["mta-sts", "parse", "-", "--mx", "mx.example.org"], policy);
        CommandRun record = await CommandRun.OfAsync(["record", "parse", "mta-sts-policy", "-", "--json"], policy);

        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((status, status, 0), (run.Status, text.Status, record.Status));
        Assert.Equal((true, "enforce", 86400, match),
            (root.GetProperty("valid").GetBoolean(), root.GetProperty("mode").GetString(), root.GetProperty("maxAge").GetInt32(), root.GetProperty("mxMatch").GetBoolean()));
        Assert.Equal(1, root.GetProperty("mx").GetArrayLength());
        Assert.True(JsonDocument.Parse(record.Output).RootElement.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task A_policy_that_is_not_valid_has_no_values()
    {
        CommandRun run = await CommandRun.OfAsync(["mta-sts", "parse", "-", "--mx", "mx.example.org", "--json"], "mode: none");

        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((1, false, false), (run.Status, root.GetProperty("valid").GetBoolean(), root.GetProperty("mxMatch").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("mode").ValueKind);
    }

    [Theory]
    [InlineData("record", "parse", "unknown", "text")]
    [InlineData("record", "parse", "dmarc")]
    [InlineData("record", "parse", "mta-sts-policy", "/no/such/file")]
    [InlineData("mta-sts", "parse", "/no/such/file")]
    public async Task A_mistake_is_one_line_and_status_2(params string[] arguments)
    {
        CommandRun run = await CommandRun.OfAsync(arguments);

        Assert.Equal(2, run.Status);
        Assert.StartsWith("tes: ", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_record_holds_steers_no_terminal()
    {
        CommandRun run = await CommandRun.OfAsync("record", "parse", "dmarc", "v=DMARC1; p=reject; x=\e[2J; rua=mailto:a@example.org");

        Assert.DoesNotContain('\e', run.Output);
    }
}
