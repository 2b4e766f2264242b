using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tes.Dns.Iana;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Arc;

public sealed class ArcCommandTests : IDisposable
{
    private const string Message = "Authentication-Results: mx.signed.test; spf=pass smtp.mailfrom=joe@signed.test\r\nFrom: Joe <joe@signed.test>\r\nSubject: hi\r\n\r\nHello,  world.\r\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Save(string name, string text)
    {
        string path = _folder.File(name);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
        return path;
    }

    private async Task<string> GenerateAsync(string selector, string type)
    {
        CommandRun run = await CommandRun.OfAsync("dkim", "key", "generate", _folder.File(selector + ".pem"), "--selector", selector, "--domain", "signed.test", "--type", type);
        return $"{selector}._domainkey TXT {run.Output.Split(" TXT ")[1]}";
    }

    private static Task<TestInternet> InternetAsync(string records, params DnsFault[] faults) =>
        TestInternet.OfAsync(Zone.At("test."), Zone.At("signed.test.", records) with { Faults = faults });

    private Task<CommandRun> SealAsync(TestInternet internet, string text, params string[] options) => internet.RunAsync(
        ["arc", "seal", Save("message.eml", text), "--domain", "signed.test", "--selector", "r", "--key", _folder.File("r.pem"), "--authserv-id", "mx.signed.test", .. options]);

    private async Task<string> SealedAsync(TestInternet internet, string text, params string[] options)
    {
        CommandRun run = await SealAsync(internet, text, options);
        Assert.Equal((0, ""), (run.Status, run.Error));
        return Encoding.Latin1.GetString(run.Octets);
    }

    private async Task<JsonElement> VerifyAsync(TestInternet internet, string text, int status)
    {
        string file = Save("sealed.eml", text);
        CommandRun json = await internet.RunAsync("arc", "verify", file, "--json");
        CommandRun people = await internet.RunAsync("arc", "verify", file);

        Assert.Equal((status, status), (json.Status, people.Status));
        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        Assert.StartsWith(root.GetProperty("result").GetString()! + ": ", people.Output, StringComparison.Ordinal);
        return root;
    }

    [Fact]
    public async Task A_chain_of_two_hops_passes_and_shows_what_each_found()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "rsa"));
        string first = await SealedAsync(internet, Message);
        string changed = first + "-- \r\nThe list\r\n";
        string second = await SealedAsync(internet, changed, "--received", Save("received.eml", first));

        JsonElement root = await VerifyAsync(internet, second, 0);
        CommandRun people = await internet.RunAsync("arc", "verify", Save("sealed.eml", second));

        Assert.Equal(("tes.arc.verify/1", "pass", "secure"), (root.GetProperty("schema").GetString(), root.GetProperty("result").GetString(), root.GetProperty("security").GetString()));
        Assert.Equal((2, false, JsonValueKind.Null), (root.GetProperty("oldestPass").GetInt32(), root.GetProperty("temporary").GetBoolean(), root.GetProperty("fault").ValueKind));
        JsonElement[] sets = [.. root.GetProperty("sets").EnumerateArray()];
        Assert.Equal(["none", "pass"], sets.Select(set => set.GetProperty("seal").GetProperty("chainValidation").GetString()));
        Assert.Equal(["fail", "pass"], sets.Select(set => set.GetProperty("messageSignature").GetProperty("result").GetString()));
        Assert.All(sets, set =>
        {
            Assert.Equal(("pass", "secure", "signed.test"), (set.GetProperty("seal").GetProperty("result").GetString(), set.GetProperty("seal").GetProperty("keySecurity").GetString(), set.GetProperty("seal").GetProperty("domain").GetString()));
            JsonElement found = set.GetProperty("authenticationResults");
            Assert.Equal("mx.signed.test", found.GetProperty("authservId").GetString());
            Assert.Equal(("spf", "pass"), (found.GetProperty("results")[0].GetProperty("method").GetString(), found.GetProperty("results")[0].GetProperty("result").GetString()));
            Assert.Equal(("smtp.mailfrom", "joe@signed.test"), (found.GetProperty("results")[0].GetProperty("properties")[0].GetProperty("name").GetString(), found.GetProperty("results")[0].GetProperty("properties")[0].GetProperty("value").GetString()));
        });
        Assert.Contains("spf=pass smtp.mailfrom=joe@signed.test", people.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_message_fails_and_one_without_chain_is_none_both_with_exit_status_1()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "rsa"));
        string first = await SealedAsync(internet, Message);

        JsonElement changed = await VerifyAsync(internet, first + "more\r\n", 1);
        JsonElement none = await VerifyAsync(internet, Message, 1);

        Assert.Equal(("fail", "message-signature", 1), (changed.GetProperty("result").GetString(), changed.GetProperty("fault").GetString(), changed.GetProperty("instance").GetInt32()));
        Assert.Equal("body-hash-mismatch", changed.GetProperty("sets")[0].GetProperty("messageSignature").GetProperty("fault").GetString());
        Assert.Equal(("none", 0), (none.GetProperty("result").GetString(), none.GetProperty("sets").GetArrayLength()));
    }

    [Fact]
    public async Task A_key_that_cannot_be_looked_up_is_exit_status_3_and_nothing_is_sealed_Rfc8617_5_2_1()
    {
        string records = await GenerateAsync("r", "rsa");
        await using TestInternet working = await InternetAsync(records);
        await using TestInternet failing = await InternetAsync(records, new DnsFault(DnsFaultKind.ServFail) { Type = RRType.Txt });
        string first = await SealedAsync(working, Message);

        JsonElement failed = await VerifyAsync(failing, first, 3);
        CommandRun seal = await SealAsync(failing, first);

        Assert.Equal(("fail", true), (failed.GetProperty("result").GetString(), failed.GetProperty("temporary").GetBoolean()));
        Assert.Equal((3, ""), (seal.Status, seal.Output));
        Assert.NotEmpty(seal.Error);
    }

    [Fact]
    public async Task A_broken_chain_is_sealed_as_broken_once_Rfc8617_5_1_2()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "rsa"));
        string broken = await SealedAsync(internet, Message) + "more\r\n";

        CommandRun marked = await SealAsync(internet, broken);
        Assert.Equal(0, marked.Status);
        Assert.Contains("cv=fail", marked.OneErrorLine, StringComparison.Ordinal);
        string ended = Encoding.Latin1.GetString(marked.Octets);
        Assert.Equal("marked-failed", (await VerifyAsync(internet, ended, 1)).GetProperty("fault").GetString());
        CommandRun again = await SealAsync(internet, ended);
        Assert.Equal((2, ""), (again.Status, again.Output));
        Assert.Contains("cv=fail", again.OneErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_another_service_are_not_sealed_and_that_is_told()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "rsa"));

        CommandRun run = await SealAsync(internet, Message.Replace("mx.signed.test", "mx.other.test", StringComparison.Ordinal));

        Assert.Equal(0, run.Status);
        Assert.Contains("mx.signed.test", run.OneErrorLine, StringComparison.Ordinal);
        JsonElement found = (await VerifyAsync(internet, Encoding.Latin1.GetString(run.Octets), 0)).GetProperty("sets")[0].GetProperty("authenticationResults");
        Assert.Equal(("mx.signed.test", 1, "arc"), (found.GetProperty("authservId").GetString(), found.GetProperty("results").GetArrayLength(), found.GetProperty("results")[0].GetProperty("method").GetString()));
    }

    [Theory]
    [InlineData("Authentication-Results: mx.signed.test; dkim=pass header.i=a\"b\r\n", "cannot be read", "spf")]
    [InlineData("Authentication-Results: mx.signed.test; dkim=fail\r\n", "of 2 ", "dkim")]
    public async Task Results_that_cannot_be_read_or_are_merged_are_told(string field, string told, string first)
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "rsa"));

        CommandRun run = await SealAsync(internet, field + Message);

        Assert.Equal(0, run.Status);
        Assert.Contains(told, run.OneErrorLine, StringComparison.Ordinal);
        JsonElement found = (await VerifyAsync(internet, Encoding.Latin1.GetString(run.Octets), 0)).GetProperty("sets")[0].GetProperty("authenticationResults");
        Assert.Equal(first, found.GetProperty("results")[0].GetProperty("method").GetString());
    }

    [Fact]
    public async Task A_file_with_LF_line_ends_keeps_them()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "ed25519"));

        string made = Encoding.Latin1.GetString((await SealAsync(internet, Message.Replace("\r\n", "\n", StringComparison.Ordinal))).Octets);

        Assert.DoesNotContain('\r', made);
        Assert.Equal("lf", (await VerifyAsync(internet, made, 0)).GetProperty("lineEnds").GetString());
    }

    // A set whose message signature signs one From field and nothing of the body. All fields as relaxed canonicalization has them.
    private string SealOneField(string text, string results = "mx.signed.test; spf=pass")
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(_folder.File("r.pem")));
        string found = $"arc-authentication-results:i=1; {results}\r\n";
        string signature = $"arc-message-signature:i=1; a=rsa-sha256; c=relaxed/relaxed; d=signed.test; s=r; l=0; h=From; bh={Convert.ToBase64String(SHA256.HashData([]))}; b=";
        signature += Sign("from:Joe <joe@signed.test>\r\n" + signature) + "\r\n";
        string seal = "arc-seal:i=1; a=rsa-sha256; cv=none; d=signed.test; s=r; b=";
        return seal + Sign(found + signature + seal) + "\r\n" + signature + found + text;

        string Sign(string signed) => Convert.ToBase64String(rsa.SignData(Encoding.Latin1.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task What_a_passing_chain_leaves_unsigned_is_told()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "rsa"));
        string file = Save("open.eml", "From: Boss <boss@bank.test>\r\n" + SealOneField(Message));

        CommandRun arc = await internet.RunAsync("arc", "verify", file);
        CommandRun mail = await internet.RunAsync("mail", "verify", file, "--authserv-id", "mx.signed.test");

        Assert.Equal(0, arc.Status);
        Assert.All((string[])[arc.Output, mail.Output], text =>
        {
            Assert.Contains("what is signed of the message is as the first hop sent it", text, StringComparison.Ordinal);
            Assert.Contains("15 octets at the end of the body are not signed (l=)", text, StringComparison.Ordinal);
            Assert.Contains("not every From field is signed", text, StringComparison.Ordinal);
        });
        Assert.Contains("arc=pass (15 octets of the body not signed)", mail.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_older_signature_that_does_not_verify_no_more_is_said_Rfc8617_5_2_step_5()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "rsa"));
        string first = await SealedAsync(internet, Message);
        string second = await SealedAsync(internet, first + "-- \r\nThe list\r\n", "--received", Save("received.eml", first));

        CommandRun run = await internet.RunAsync("arc", "verify", Save("sealed.eml", second));

        Assert.Contains("as hop 2 sent it; the message signature before that does not verify (oldest-pass=2)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_holds_another_result_is_in_quotation_marks()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "rsa"));
        string file = Save("quoted.eml", SealOneField(
            Message, "\"mx dkim=pass\"; dkim=fail reason=\"x\\\" spf=pass\" header.i=\"@x dkim=pass header.d=bank.example\" header.b=a/b= header.d=signed.test"));

        CommandRun run = await internet.RunAsync("arc", "verify", file);

        Assert.Equal(0, run.Status);
        Assert.Contains("  results of \"mx dkim=pass\":\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("    dkim=fail header.i=\"@x dkim=pass header.d=bank.example\" header.b=a/b= header.d=signed.test reason=\"x\\\" spf=pass\"\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_that_looks_like_another_is_shown_in_A_labels()
    {
        await using TestInternet internet = await InternetAsync("@ A 192.0.2.1");
        // The second letter is Cyrillic.
        const string Tags = "a=rsa-sha256; d=b\u0430nk.test; s=r; h=From; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n";
        string fields = "DKIM-Signature: v=1; " + Tags + "ARC-Seal: i=1; cv=none; " + Tags.Replace("h=From; ", string.Empty, StringComparison.Ordinal) + "ARC-Message-Signature: i=1; " + Tags
            + "ARC-Authentication-Results: i=1; mx.bank.test; none\r\n";
        string file = Save("alike.eml", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(fields)) + Message);

        foreach (string command in (string[])["arc", "dkim", "mail"])
        {
            CommandRun run = await internet.RunAsync(command, "verify", file);
            Assert.Contains("xn--bnk-", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("\u0430", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_chain_says_does_not_reach_the_terminal_raw()
    {
        await using TestInternet internet = await InternetAsync("@ A 192.0.2.1");
        const string Evil = "ARC-Seal: i=1; cv=none; a=rsa-sha256; d=\u00c2\u009b31m; s=\u00c2\u0085; b=AA==\r\nARC-Message-Signature: i=1; d=\u00c2\u009b; s=x; h=From; bh=; b=\r\n"
            + "ARC-Authentication-Results: i=1; \"\u001b[2J\"; spf=pass reason=\"\u001b[31m\" smtp.mailfrom=\"\u0007\u00c2\u0085\"\r\n";

        CommandRun run = await internet.RunAsync("arc", "verify", Save("evil.eml", Evil + Message));

        Assert.Equal(1, run.Status);
        Assert.Contains("spf=pass", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output, character => char.IsControl(character) && character != '\n');
    }

    [Theory]
    [InlineData("--domain", "test")]
    [InlineData("--selector", "a;b")]
    [InlineData("--authserv-id", "")]
    [InlineData("--header-list", "From:ARC-Seal")]
    [InlineData("--key", "/nonexistent")]
    public async Task What_makes_no_set_is_a_usage_error_with_one_line(string option, string value)
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("r", "ed25519"));
        string[] arguments = ["arc", "seal", Save("message.eml", Message), "--domain", "signed.test", "--selector", "r", "--key", _folder.File("r.pem"), "--authserv-id", "mx.signed.test"];
        int at = Array.IndexOf(arguments, option);
        string[] wrong = at < 0 ? [.. arguments, option, value] : [.. arguments[..(at + 1)], value, .. arguments[(at + 2)..]];

        CommandRun run = await internet.RunAsync(wrong);

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.NotEmpty(run.OneErrorLine);
    }
}
