using System.Text;
using System.Text.Json;
using Tes.Dns.Iana;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Dkim;

public sealed class DkimCommandTests : IDisposable
{
    private const string Message = "From: Joe <joe@signed.test>\r\nSubject: hi\r\n\r\nHello,  world.\r\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Save(string name, string text)
    {
        string path = _folder.File(name);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
        return path;
    }

    /// <summary>Makes a key and says what to publish for it.</summary>
    private async Task<string> GenerateAsync(string selector, params string[] options)
    {
        CommandRun run = await CommandRun.OfAsync(["dkim", "key", "generate", _folder.File(selector + ".pem"), "--selector", selector, "--domain", "signed.test", .. options]);
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.StartsWith($"{selector}._domainkey.signed.test. IN TXT \"v=DKIM1; ", run.Output, StringComparison.Ordinal);
        return $"{selector}._domainkey TXT {run.Output.Split(" TXT ")[1]}";
    }

    private Task<CommandRun> SignAsync(string text, params string[] options) =>
        CommandRun.OfAsync(["dkim", "sign", Save("message.eml", text), "--domain", "signed.test", .. options]);

    private string[] Key(string selector) => ["--selector", selector, "--key", _folder.File(selector + ".pem")];

    private static Task<TestInternet> InternetAsync(string records, params DnsFault[] faults) =>
        TestInternet.OfAsync(Zone.At("test."), Zone.At("signed.test.", records) with { Faults = faults }, Zone.At("unsigned.test.", records) with { Signing = null });

    private async Task<JsonElement> VerifyAsync(TestInternet internet, string text, int status)
    {
        string file = Save("signed.eml", text);
        CommandRun json = await internet.RunAsync("dkim", "verify", file, "--json");
        CommandRun people = await internet.RunAsync("dkim", "verify", file);

        Assert.Equal((status, status), (json.Status, people.Status));
        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        Assert.StartsWith(root.GetProperty("result").GetString()!, people.Output, StringComparison.Ordinal);
        return root;
    }

    [Fact]
    public async Task A_message_signed_with_two_new_keys_verifies()
    {
        string records = await GenerateAsync("r", "--bits", "2048") + await GenerateAsync("e", "--type", "ed25519");
        await using TestInternet internet = await InternetAsync(records);

        CommandRun signed = await SignAsync(Message, [.. Key("r"), .. Key("e"), "--expire", "7d"]);
        JsonElement root = await VerifyAsync(internet, Encoding.Latin1.GetString(signed.Octets), 0);

        Assert.Equal((0, "", ""), (signed.Status, signed.Output, signed.Error));
        Assert.Equal("tes.dkim.verify/1", root.GetProperty("schema").GetString());
        Assert.Equal("pass", root.GetProperty("result").GetString());
        Assert.Equal(["joe@signed.test"], root.GetProperty("from").EnumerateArray().Select(author => author.GetString()));
        JsonElement[] signatures = [.. root.GetProperty("dkim").EnumerateArray()];
        Assert.Equal(["pass", "pass"], signatures.Select(signature => signature.GetProperty("result").GetString()));
        Assert.Equal(["rsa-sha256", "ed25519-sha256"], signatures.Select(signature => signature.GetProperty("algorithm").GetString()));
        Assert.Equal([2048, 256], signatures.Select(signature => signature.GetProperty("keyBits").GetInt32()));
        Assert.All(signatures, signature =>
        {
            Assert.Equal("secure", signature.GetProperty("keySecurity").GetString());
            Assert.Equal("signed.test", signature.GetProperty("domain").GetString());
            Assert.Equal(JsonValueKind.Null, signature.GetProperty("fault").ValueKind);
        });
    }

    [Fact]
    public async Task A_changed_message_fails_with_exit_status_1_and_one_without_signature_is_none()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("e", "--type", "ed25519"));
        string signed = Encoding.Latin1.GetString((await SignAsync(Message, Key("e"))).Octets);

        JsonElement changed = await VerifyAsync(internet, signed.Replace("world", "moon", StringComparison.Ordinal), 1);
        JsonElement none = await VerifyAsync(internet, Message, 1);

        Assert.Equal("body-hash-mismatch", changed.GetProperty("dkim")[0].GetProperty("fault").GetString());
        Assert.Equal("none", none.GetProperty("result").GetString());
        Assert.Equal(0, none.GetProperty("dkim").GetArrayLength());
    }

    [Fact]
    public async Task A_key_that_cannot_be_looked_up_is_exit_status_3_and_no_key_is_1()
    {
        string records = await GenerateAsync("e", "--type", "ed25519");
        await using TestInternet failing = await InternetAsync(records, new DnsFault(DnsFaultKind.ServFail) { Type = RRType.Txt });
        await using TestInternet without = await InternetAsync("@ A 192.0.2.1");
        string signed = Encoding.Latin1.GetString((await SignAsync(Message, Key("e"))).Octets);

        JsonElement failed = await VerifyAsync(failing, signed, 3);
        JsonElement none = await VerifyAsync(without, signed, 1);

        Assert.Equal(("temperror", "failed"), (failed.GetProperty("result").GetString(), failed.GetProperty("dkim")[0].GetProperty("keySecurity").GetString()));
        Assert.Equal(("permerror", "no-key"), (none.GetProperty("result").GetString(), none.GetProperty("dkim")[0].GetProperty("fault").GetString()));
    }

    [Fact]
    public async Task A_file_with_LF_line_ends_is_signed_as_CRLF_and_keeps_them()
    {
        await using TestInternet internet = await InternetAsync(await GenerateAsync("e", "--type", "ed25519"));

        CommandRun run = await SignAsync("From joe@signed.test Sat Nov 28 10:00:00 2026\n" + Message.Replace("\r\n", "\n", StringComparison.Ordinal), Key("e"));
        string signed = Encoding.Latin1.GetString(run.Octets);

        Assert.DoesNotContain('\r', signed);
        Assert.StartsWith("DKIM-Signature: ", signed, StringComparison.Ordinal);
        Assert.Contains("LF", run.Error, StringComparison.Ordinal);
        Assert.Equal("lf", (await VerifyAsync(internet, signed, 0)).GetProperty("lineEnds").GetString());
        Assert.Equal("pass", (await VerifyAsync(internet, signed.Replace("\n", "\r\n", StringComparison.Ordinal), 0)).GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_message_is_read_from_the_standard_input()
    {
        await GenerateAsync("e", "--type", "ed25519");

        CommandRun run = await CommandRun.OfAsync(["dkim", "sign", "-", "--domain", "signed.test", .. Key("e")], Message);

        Assert.EndsWith(Message, Encoding.Latin1.GetString(run.Octets), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_message_says_does_not_reach_the_terminal_raw()
    {
        await using TestInternet internet = await InternetAsync("@ A 192.0.2.1");

        CommandRun run = await internet.RunAsync("dkim", "verify", Save("evil.eml", "DKIM-Signature: v=1; a=rsa-sha256; d=\u00c2\u009b31m; s=\u00c2\u0085; h=From; bh=; b=\r\nFrom: \"\u001b[2J\"@signed.test\r\n\r\n"));

        Assert.Equal(1, run.Status);
        Assert.DoesNotContain(run.Output, character => char.IsControl(character) && character != '\n');
    }

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=", false, "revoked")]
    [InlineData("v=DKIM1; k=rsa; p=AAAA", false, "no RSA public key")]
    [InlineData("v=spf1 -all", false, "no key record is well-formed")]
    [InlineData("KEY", true, "good")]
    public async Task A_published_key_is_judged(string record, bool good, string text)
    {
        string key = await GenerateAsync("e", "--type", "ed25519");
        await using TestInternet internet = await InternetAsync(record == "KEY" ? key : $"e._domainkey TXT \"{record.Replace(";", "\\;", StringComparison.Ordinal)}\"");

        CommandRun json = await internet.RunAsync("dkim", "key", "check", "e", "signed.test", "--json");
        CommandRun people = await internet.RunAsync("dkim", "key", "check", "e", "signed.test", "--key", _folder.File("e.pem"));

        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal((good, good ? 0 : 1, "secure"), (root.GetProperty("good").GetBoolean(), json.Status, root.GetProperty("security").GetString()));
        Assert.Equal(json.Status, people.Status);
        Assert.Contains(text, people.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_another_is_told_from_ones_own_and_insecure_is_told()
    {
        string other = await GenerateAsync("other", "--type", "ed25519");
        await using TestInternet internet = await InternetAsync(other + await GenerateAsync("own", "--type", "ed25519"));

        CommandRun wrong = await internet.RunAsync("dkim", "key", "check", "other", "unsigned.test", "--key", _folder.File("own.pem"), "--json");
        CommandRun right = await internet.RunAsync("dkim", "key", "check", "own", "unsigned.test", "--key", _folder.File("own.pem"), "--json");

        JsonElement root = JsonDocument.Parse(wrong.Output).RootElement;
        Assert.Equal((1, 0), (wrong.Status, right.Status));
        Assert.Equal("insecure", root.GetProperty("security").GetString());
        Assert.False(root.GetProperty("records")[0].GetProperty("fits").GetBoolean());
        Assert.True(root.GetProperty("records")[0].GetProperty("usable").GetBoolean());
    }

    [Fact]
    public async Task A_new_private_key_is_its_owners_alone_and_never_overwrites()
    {
        await GenerateAsync("e", "--type", "ed25519");

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("e.pem")));
        CommandRun again = await CommandRun.OfAsync("dkim", "key", "generate", _folder.File("e.pem"));
        Assert.Equal(2, again.Status);
        Assert.Contains("never overwritten", again.OneErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_comes_in_strings_of_255_octets_at_most_Rfc1035_3_3()
    {
        CommandRun run = await CommandRun.OfAsync("dkim", "key", "generate", _folder.File("r.pem"), "--bits", "4096", "--json");

        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        string[] strings = [.. root.GetProperty("strings").EnumerateArray().Select(part => part.GetString()!)];
        Assert.True(strings.Length > 2);
        Assert.All(strings, part => Assert.InRange(part.Length, 1, 255));
        Assert.Equal(root.GetProperty("record").GetString(), string.Concat(strings));
        Assert.Equal(4096, root.GetProperty("bits").GetInt32());
    }

    [Theory]
    [InlineData("dkim verify MISSING")]
    [InlineData("dkim sign FILE --domain signed.test --selector e --key MISSING")]
    [InlineData("dkim sign FILE --domain signed.test --selector e --key FILE")]
    [InlineData("dkim sign FILE --domain signed.test --selector e --selector f --key KEY")]
    [InlineData("dkim sign FILE --domain signed.test --selector a;b --key KEY")]
    [InlineData("dkim sign FILE --domain test --selector e --key KEY")]
    [InlineData("dkim sign FILE --domain signed.test --selector e --key KEY --expire 0d")]
    [InlineData("dkim sign FILE --domain signed.test --selector e --key KEY --identifier joe@other.test")]
    [InlineData("dkim sign FILE --domain signed.test --selector e --key KEY --header-list To")]
    [InlineData("dkim sign BARE --domain signed.test --selector e --key KEY")]
    [InlineData("dkim key generate NEW --bits 1000")]
    [InlineData("dkim key generate NEW --selector e")]
    [InlineData("dkim key check a;b signed.test")]
    public async Task What_cannot_be_done_is_one_line_and_exit_status_2(string line)
    {
        await GenerateAsync("e", "--type", "ed25519");
        string file = Save("m.eml", Message);
        string bare = Save("bare.eml", Message + "bare\nLF\r\n");
        string[] arguments = [.. line.Split(' ').Select(word => word switch
        {
            "FILE" => file,
            "BARE" => bare,
            "KEY" => _folder.File("e.pem"),
            "MISSING" => _folder.File("missing"),
            "NEW" => _folder.File("new.pem"),
            _ => word,
        })];

        CommandRun run = await CommandRun.OfAsync(arguments);

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Empty(run.Octets);
        Assert.StartsWith("tes: ", run.OneErrorLine, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("new.pem")));
    }
}
