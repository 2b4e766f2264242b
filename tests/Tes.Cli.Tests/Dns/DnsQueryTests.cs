using System.Text.Json;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Dns;

public sealed class DnsQueryTests
{
    private const string Records = """
        @ MX 10 mx
        mx A 192.0.2.25
        alias CNAME mx
        * TXT "wild"
        attack TXT "\027[2J\027]0;owned\007"
        """;

    private static Task<TestInternet> InternetAsync(params DnsFault[] faults) => TestInternet.OfAsync(
        Zone.At("test."),
        Zone.At("signed.test.", Records) with { Faults = faults },
        Zone.At("unsigned.test.", Records) with { Signing = null });

    [Theory]
    [InlineData("signed.test", "MX", "secure", "NOERROR", 0)]
    [InlineData("alias.signed.test.", "A", "secure", "NOERROR", 0)]
    [InlineData("mx.signed.test", "AAAA", "secure", "NOERROR", 0)]
    [InlineData("a.b.signed.test", "txt", "secure", "NOERROR", 0)]
    [InlineData("no.mx.unsigned.test", "A", "insecure", "NXDOMAIN", 0)]
    [InlineData("unsigned.test", "TYPE15", "insecure", "NOERROR", 0)]
    [InlineData("nowhere.test", "MX", "secure", "NXDOMAIN", 0)]
    [InlineData("bücher.test", "MX", "secure", "NXDOMAIN", 0)]
    public async Task The_status_of_an_answer_is_told_in_words_in_Json_and_as_exit_status(string name, string type, string security, string rcode, int status)
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun json = await internet.RunAsync("dns", "query", name, type, "--json");
        CommandRun text = await internet.RunAsync("dns", "query", name, type);

        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(security, document.RootElement.GetProperty("security").GetString());
        Assert.Equal(rcode, document.RootElement.GetProperty("rcode").GetString());
        Assert.Equal((status, status), (json.Status, text.Status));
        Assert.Contains($": {security}, {rcode}", text.Output, StringComparison.Ordinal);
        Assert.Empty(json.Error);
        Assert.Empty(text.Error);
    }

    [Fact]
    public async Task The_document_has_the_keys_of_the_contract()
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun run = await internet.RunAsync("dns", "query", "alias.signed.test", "A", "--json");

        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        Assert.Equal("tes.dns.query/1", root.GetProperty("schema").GetString());
        Assert.Equal("alias.signed.test", root.GetProperty("name").GetString());
        Assert.Equal("A", root.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.String, root.GetProperty("reason").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("ede").ValueKind);
        Assert.False(root.TryGetProperty("failure", out _));
        JsonElement[] rrsets = [.. root.GetProperty("rrsets").EnumerateArray()];
        Assert.Equal(["CNAME", "A"], rrsets.Select(rrset => rrset.GetProperty("type").GetString()));
        JsonElement addresses = rrsets[1];
        Assert.Equal("mx.signed.test", addresses.GetProperty("name").GetString());
        Assert.Equal(300, addresses.GetProperty("ttl").GetInt32());
        Assert.Equal("secure", addresses.GetProperty("security").GetString());
        Assert.Equal("192.0.2.25", Assert.Single(addresses.GetProperty("records").EnumerateArray()).GetString());
        Assert.Equal("signed.test", Assert.Single(addresses.GetProperty("signatures").EnumerateArray()).GetProperty("signer").GetString());
        Assert.Equal([".", "test", "signed.test"], root.GetProperty("chain").EnumerateArray().Select(step => step.GetProperty("zone").GetString()));
        Assert.All(root.GetProperty("chain").EnumerateArray(), step => Assert.Equal("secure", step.GetProperty("security").GetString()));
    }

    [Fact]
    public async Task A_bogus_answer_is_exit_status_1_with_the_reason()
    {
        await using TestInternet internet = await InternetAsync(new DnsFault(DnsFaultKind.BogusSignature) { Type = RRType.MX });

        CommandRun json = await internet.RunAsync("dns", "query", "signed.test", "MX", "--json");
        CommandRun text = await internet.RunAsync("dns", "query", "signed.test", "MX");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("bogus", document.RootElement.GetProperty("security").GetString());
        Assert.Equal((int)ExtendedDnsErrorCode.DnssecBogus, document.RootElement.GetProperty("ede").GetProperty("code").GetInt32());
        Assert.Equal((int)ExitStatus.CheckFailed, json.Status);
        Assert.Equal((int)ExitStatus.CheckFailed, text.Status);
        Assert.Contains("not to be used", text.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DnsFaultKind.ServFail, "servfail", "SERVFAIL")]
    [InlineData(DnsFaultKind.Refused, "refused", "REFUSED")]
    public async Task A_look_up_that_fails_is_indeterminate_with_a_failure_and_exit_status_3(DnsFaultKind fault, string kind, string rcode)
    {
        await using TestInternet internet = await InternetAsync(new DnsFault(fault) { Name = DomainName.Parse("mx.signed.test."), Type = RRType.A });

        CommandRun json = await internet.RunAsync("dns", "query", "mx.signed.test", "A", "--json");
        CommandRun text = await internet.RunAsync("dns", "query", "mx.signed.test", "A");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("indeterminate", document.RootElement.GetProperty("security").GetString());
        Assert.Equal(kind, document.RootElement.GetProperty("failure").GetProperty("kind").GetString());
        Assert.Equal(rcode, document.RootElement.GetProperty("rcode").GetString());
        Assert.Equal((int)ExitStatus.Inconclusive, json.Status);
        Assert.Equal((int)ExitStatus.Inconclusive, text.Status);
        Assert.Contains(kind, text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escape_sequences_in_records_do_not_reach_the_terminal()
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun text = await internet.RunAsync("dns", "query", "attack.signed.test", "TXT");
        CommandRun json = await internet.RunAsync("dns", "query", "attack.signed.test", "TXT", "--json");

        Assert.Contains("owned", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text.Output);
        Assert.DoesNotContain('\a', text.Output);
        Assert.DoesNotContain('\e', json.Output);
    }

    [Fact]
    public async Task The_chain_is_told_zone_by_zone_and_the_proof_of_absence_shown()
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun run = await internet.RunAsync("dns", "query", "mx.signed.test", "TLSA");

        string[] lines = run.Output.Split('\n');
        int root = Array.FindIndex(lines, line => line.StartsWith("  .  ", StringComparison.Ordinal));
        int test = Array.FindIndex(lines, line => line.StartsWith("  test  ", StringComparison.Ordinal));
        int signed = Array.FindIndex(lines, line => line.StartsWith("  signed.test  ", StringComparison.Ordinal));
        Assert.True(root >= 0 && root < test && test < signed, run.Output);
        Assert.Contains("Proof of absence", run.Output, StringComparison.Ordinal);
        Assert.Contains("NSEC", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chain_has_for_each_zone_its_DS_and_DNSKEY_sets_and_what_signed_them()
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun json = await internet.RunAsync("dns", "query", "mx.signed.test", "A", "--json");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement step = document.RootElement.GetProperty("chain")[2];
        Assert.Equal("vouches", Assert.Single(step.GetProperty("ds").EnumerateArray()).GetProperty("outcome").GetString());
        Assert.Equal("test", Assert.Single(step.GetProperty("dsSet").GetProperty("signatures").EnumerateArray(), Validated).GetProperty("signer").GetString());
        Assert.Equal("signed.test", Assert.Single(step.GetProperty("dnskeySet").GetProperty("signatures").EnumerateArray(), Validated).GetProperty("signer").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("chain")[0].GetProperty("dsSet").ValueKind);

        static bool Validated(JsonElement signature) => signature.GetProperty("validated").GetBoolean();
    }

    [Fact]
    public async Task The_signature_that_breaks_an_answer_is_named_with_its_fault()
    {
        await using TestInternet internet = await InternetAsync(new DnsFault(DnsFaultKind.ExpiredSignature) { Type = RRType.MX });

        CommandRun json = await internet.RunAsync("dns", "query", "signed.test", "MX", "--json");
        CommandRun text = await internet.RunAsync("dns", "query", "signed.test", "MX");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement signature = Assert.Single(Assert.Single(document.RootElement.GetProperty("rrsets").EnumerateArray()).GetProperty("signatures").EnumerateArray());
        Assert.Equal("expired", signature.GetProperty("fault").GetString());
        Assert.False(signature.GetProperty("validated").GetBoolean());
        Assert.Contains(signature.GetProperty("faultText").GetString()!, text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsigned_zone_comes_with_the_proof_that_it_has_no_DS()
    {
        await using TestInternet internet = await InternetAsync();

        CommandRun json = await internet.RunAsync("dns", "query", "unsigned.test", "MX", "--json");

        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement denial = Assert.Single(document.RootElement.GetProperty("chain")[2].GetProperty("denial").EnumerateArray());
        Assert.Equal(("unsigned.test", "NSEC", "secure"), (denial.GetProperty("name").GetString(), denial.GetProperty("type").GetString(), denial.GetProperty("security").GetString()));
    }

    // RFC 9905 §2
    [Fact]
    public async Task SHA_1_is_secure_with_a_note_or_insecure_as_the_option_says()
    {
        await using TestInternet internet = await TestInternet.OfAsync(
            Zone.At("test."), Zone.At("old.test.", Records) with { Signing = new ZoneSigning { DigestType = DsDigestType.Sha1 } });

        CommandRun lenient = await internet.RunAsync("dns", "query", "old.test", "MX");
        CommandRun strict = await internet.RunAsync("dns", "query", "old.test", "MX", "--sha1", "insecure");
        CommandRun wrong = await internet.RunAsync("dns", "query", "old.test", "MX", "--sha1", "maybe");

        Assert.Contains(": secure, NOERROR", lenient.Output, StringComparison.Ordinal);
        Assert.Contains("note: old.test. rests on SHA-1", lenient.Output, StringComparison.Ordinal);
        Assert.Contains(": insecure, NOERROR", strict.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", strict.Output, StringComparison.Ordinal);
        Assert.Equal((int)ExitStatus.Usage, wrong.Status);
        Assert.Single(wrong.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Clock_skew_lets_a_signature_be_a_little_late()
    {
        await using TestInternet internet = await TestInternet.OfAsync(Zone.At("test."), Zone.At("signed.test.", Records));
        string late = DateTimeOffset.UtcNow.AddDays(14).AddMinutes(10).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((int)ExitStatus.CheckFailed, (await internet.RunAsync("dns", "query", "signed.test", "MX", "--at", late)).Status);
        Assert.Equal((int)ExitStatus.Good, (await internet.RunAsync("dns", "query", "signed.test", "MX", "--at", late, "--clock-skew", "60m")).Status);
        Assert.Equal((int)ExitStatus.Usage, (await internet.RunAsync("dns", "query", "signed.test", "MX", "--clock-skew", "soon")).Status);
    }
}
