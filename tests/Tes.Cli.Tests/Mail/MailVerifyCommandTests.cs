using System.Globalization;
using System.Text;
using System.Text.Json;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Mail;

public sealed class MailVerifyCommandTests : IDisposable
{
    private const string Message = "From: Joe <joe@signed.test>\r\nSubject: hi\r\n\r\nHello,  world.\r\n";

    private static readonly string[] Session = ["--ip", "192.0.2.1", "--helo", "mx.signed.test", "--mail-from", "joe@signed.test"];

    private static readonly string[] Elsewhere = ["--ip", "198.51.100.7", "--helo", "mx.signed.test", "--mail-from", "joe@signed.test"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Save(string text) => Save(Encoding.Latin1.GetBytes(text));

    private string Save(byte[] octets)
    {
        string path = _folder.File("message.eml");
        File.WriteAllBytes(path, octets);
        return path;
    }

    private async Task<string> KeyAsync()
    {
        CommandRun run = await CommandRun.OfAsync("dkim", "key", "generate", _folder.File("e.pem"), "--type", "ed25519", "--selector", "e", "--domain", "signed.test");
        return $"e._domainkey TXT {run.Output.Split(" TXT ")[1]}";
    }

    private async Task<string> SignAsync(string text, params string[] options) => Encoding.Latin1.GetString((await CommandRun.OfAsync(
        ["dkim", "sign", Save(text), "--domain", "signed.test", "--selector", "e", "--key", _folder.File("e.pem"), .. options])).Octets);

    private static Task<TestInternet> InternetAsync(string records, params DnsFault[] faults) => TestInternet.OfAsync(
        Zone.At("test."),
        Zone.At("signed.test.", "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc TXT \"v=DMARC1\\; p=reject\"\n" + records) with { Faults = faults },
        Zone.At("plain.test.", "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"") with { Signing = null });

    /// <summary>Both outputs, which must agree.</summary>
    private async Task<(JsonElement Root, string Text)> VerifyAsync(TestInternet internet, string text, int status, params string[] options)
    {
        string file = Save(text);
        CommandRun json = await internet.RunAsync(["mail", "verify", file, "--json", .. options]);
        CommandRun people = await internet.RunAsync(["mail", "verify", file, .. options]);

        Assert.Equal((status, status, "", ""), (json.Status, people.Status, json.Error, people.Error));
        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal("tes.mail.verify/1", root.GetProperty("schema").GetString());
        string verdict = root.GetProperty("verdict").GetString()!;
        Assert.Equal(status, verdict switch { "authenticated" => 0, "not-authenticated" => 1, _ => 3 });
        Assert.StartsWith(verdict == "undetermined" ? "not known" : verdict.Replace('-', ' '), people.Output, StringComparison.Ordinal);
        return (root, people.Output);
    }

    private static string Words(JsonElement root) =>
        $"dkim={string.Join(',', root.GetProperty("dkim").EnumerateArray().Select(one => one.GetProperty("result").GetString()))}"
        + $" spf={root.GetProperty("spf").GetProperty("result").GetString()} dmarc={root.GetProperty("dmarc").GetProperty("result").GetString()}"
        + $" {root.GetProperty("dmarc").GetProperty("policy").GetString() ?? "null"} arc={root.GetProperty("arc").GetProperty("result").GetString()}";

    private static string[] Fixes(JsonElement root) => [.. root.GetProperty("fixes").EnumerateArray().Select(fix => fix.GetString()!)];

    [Fact]
    public async Task A_message_as_its_domain_sends_it_is_authenticated()
    {
        await using TestInternet internet = await InternetAsync(await KeyAsync());
        string signed = await SignAsync(Message);

        (JsonElement root, string text) = await VerifyAsync(internet, signed, 0, Session);

        Assert.Equal("dkim=pass spf=pass dmarc=pass reject arc=none", Words(root));
        Assert.Equal(("secure", "secure", "secure"), (
            root.GetProperty("dmarc").GetProperty("security").GetString(),
            root.GetProperty("spf").GetProperty("security").GetString(),
            root.GetProperty("dkim")[0].GetProperty("keySecurity").GetString()));
        Assert.True(root.GetProperty("spf").GetProperty("evaluated").GetBoolean());
        Assert.Equal("none", root.GetProperty("dmarc").GetProperty("disposition").GetString());
        Assert.Equal(["spf aligned", "dkim aligned"], root.GetProperty("dmarc").GetProperty("alignments").EnumerateArray()
            .Select(one => $"{one.GetProperty("mechanism").GetString()} {one.GetProperty("alignment").GetString()}"));
        Assert.Empty(Fixes(root));
        Assert.Contains("From: joe@signed.test", text, StringComparison.Ordinal);
        Assert.DoesNotContain("What to do", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_message_is_told_with_what_the_owner_asks_and_what_can_be_mended()
    {
        await using TestInternet internet = await InternetAsync("");

        (JsonElement root, string text) = await VerifyAsync(internet, Message, 1, Elsewhere);

        Assert.Equal("dkim= spf=fail dmarc=fail reject arc=none", Words(root));
        Assert.Equal("reject", root.GetProperty("dmarc").GetProperty("disposition").GetString());
        Assert.Contains(Fixes(root), fix => fix.Contains("198.51.100.7", StringComparison.Ordinal));
        Assert.Contains(Fixes(root), fix => fix.Contains("d=signed.test", StringComparison.Ordinal));
        Assert.Contains("asks receivers to reject", text, StringComparison.Ordinal);
        Assert.Contains("What to do", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_client_SPF_is_not_evaluated_and_the_JSON_says_so()
    {
        await using TestInternet internet = await InternetAsync(await KeyAsync());

        (JsonElement signed, string text) = await VerifyAsync(internet, await SignAsync(Message), 0);
        (JsonElement unsigned, _) = await VerifyAsync(internet, Message, 3);
        (JsonElement withoutPolicy, string why) = await VerifyAsync(internet, "From: joe@plain.test\r\n\r\n", 3);

        Assert.Equal("dkim=pass spf=none dmarc=pass reject arc=none", Words(signed));
        Assert.Equal("dkim= spf=none dmarc=temperror reject arc=none", Words(unsigned));
        Assert.False(signed.GetProperty("spf").GetProperty("evaluated").GetBoolean());
        Assert.Contains("not evaluated", text, StringComparison.Ordinal);
        Assert.Equal("dkim= spf=none dmarc=none null arc=none", Words(withoutPolicy));
        Assert.Contains("SPF was not evaluated", why.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<>")]
    public async Task A_null_reverse_path_is_the_HELO_name_Rfc7208_2_4(string mailFrom)
    {
        await using TestInternet internet = await InternetAsync("");

        (JsonElement root, _) = await VerifyAsync(internet, Message, 0, "--ip", "192.0.2.1", "--helo", "signed.test", $"--mail-from={mailFrom}");

        Assert.Equal("dkim= spf=pass dmarc=pass reject arc=none", Words(root));
        Assert.Equal("helo", root.GetProperty("spf").GetProperty("identity").GetString());
    }

    [Fact]
    public async Task What_could_not_be_looked_up_is_exit_status_3()
    {
        string key = await KeyAsync();
        await using TestInternet internet = await InternetAsync(key, new DnsFault(DnsFaultKind.ServFail) { Type = RRType.Txt });

        (JsonElement root, _) = await VerifyAsync(internet, await SignAsync(Message), 3, Session);

        Assert.Equal("dkim=temperror spf=temperror dmarc=temperror null arc=none", Words(root));
        Assert.All(Fixes(root), fix => Assert.Contains("let the name servers answer", fix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_proposed_for_what_the_author_does_not_own_or_what_is_not_known()
    {
        string key = await KeyAsync();
        string signed = await SignAsync(Message);
        await using TestInternet internet = await InternetAsync(key, new DnsFault(DnsFaultKind.ServFail) { Name = DomainName.Parse("_dmarc.signed.test.") });

        (JsonElement unknown, _) = await VerifyAsync(internet, signed, 3, Session);
        (JsonElement other, _) = await VerifyAsync(internet, signed.Replace("world", "moon", StringComparison.Ordinal).Replace("From: Joe <joe@signed.test>", "From: joe@plain.test", StringComparison.Ordinal), 1, Elsewhere);

        Assert.Equal(["let the name servers answer for _dmarc.signed.test TXT"], Fixes(unknown));
        Assert.DoesNotContain(Fixes(other), fix => fix.Contains("signed.test", StringComparison.Ordinal));
        Assert.Contains(Fixes(other), fix => fix.Contains("d=plain.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_SPF_record_of_another_domain_is_not_the_author_s_to_mend()
    {
        await using TestInternet internet = await InternetAsync("broken TXT \"v=spf1 nonsense\"");
        string[] session = ["--ip", "192.0.2.1", "--helo", "mx.signed.test", "--mail-from", "joe@broken.signed.test"];

        (JsonElement other, _) = await VerifyAsync(internet, "From: joe@plain.test\r\n\r\n", 1, session);
        (JsonElement own, _) = await VerifyAsync(internet, Message, 1, session);

        Assert.Equal(("permerror", "permerror"), (other.GetProperty("spf").GetProperty("result").GetString(), own.GetProperty("spf").GetProperty("result").GetString()));
        Assert.DoesNotContain(Fixes(other), fix => fix.Contains("signed.test", StringComparison.Ordinal));
        Assert.Contains(Fixes(own), fix => fix.Contains("mend the SPF record of broken.signed.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_policy_the_author_is_authenticated_all_the_same_and_a_policy_is_proposed()
    {
        await using TestInternet internet = await InternetAsync("");

        (JsonElement root, string text) = await VerifyAsync(
            internet, "From: joe@plain.test\r\n\r\n", 0, "--ip", "192.0.2.1", "--helo", "x", "--mail-from", "joe@plain.test");

        Assert.Equal("dkim= spf=pass dmarc=none null arc=none", Words(root));
        Assert.Equal("insecure", root.GetProperty("spf").GetProperty("security").GetString());
        Assert.Contains(Fixes(root), fix => fix.Contains("_dmarc.plain.test", StringComparison.Ordinal));
        Assert.Contains("insecure", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_field_of_the_receiver_is_shown_and_forged_ones_are_counted_Rfc8601_5()
    {
        await using TestInternet internet = await InternetAsync("");

        (JsonElement root, string text) = await VerifyAsync(
            internet, "Authentication-Results: mx.example.net; spf=pass\r\nAuthentication-Results: other; none\r\n" + Message, 0, [.. Session, "--authserv-id", "mx.example.net"]);

        string field = root.GetProperty("authenticationResults").GetString()!;
        Assert.StartsWith("Authentication-Results: mx.example.net;", field, StringComparison.Ordinal);
        Assert.Contains(field.ReplaceLineEndings("\n"), text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(1, root.GetProperty("forgedResults").GetInt32());
    }

    [Fact]
    public async Task A_public_suffix_list_shows_what_older_receivers_make_of_it()
    {
        await using TestInternet internet = await InternetAsync("");
        string list = _folder.File("list.dat");
        File.WriteAllText(list, "test\n");

        (JsonElement root, string text) = await VerifyAsync(internet, Message, 0, [.. Session, "--public-suffix-list", list]);

        JsonElement other = root.GetProperty("dmarc").GetProperty("publicSuffixList");
        Assert.Equal(("pass", "reject", true), (other.GetProperty("result").GetString(), other.GetProperty("policy").GetString(), other.GetProperty("agrees").GetBoolean()));
        Assert.Contains("RFC 7489", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_is_shown_and_authenticates_nobody()
    {
        await using TestInternet internet = await InternetAsync(await KeyAsync());
        CommandRun sealing = await internet.RunAsync(
            "arc", "seal", Save("Authentication-Results: mx.signed.test; spf=pass\r\n" + Message.Replace("signed.test", "plain.test", StringComparison.Ordinal)),
            "--domain", "signed.test", "--selector", "e", "--key", _folder.File("e.pem"), "--authserv-id", "mx.signed.test");

        (JsonElement root, string text) = await VerifyAsync(internet, Encoding.Latin1.GetString(sealing.Octets), 1, [.. Elsewhere, "--authserv-id", "mx.example.net"]);

        Assert.Equal("dkim= spf=fail dmarc=none null arc=pass", Words(root));
        Assert.Equal(1, root.GetProperty("arc").GetProperty("sets").GetArrayLength());
        Assert.Contains("arc=pass", root.GetProperty("authenticationResults").GetString(), StringComparison.Ordinal);
        Assert.Contains("set 1: seal of signed.test pass", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_that_leaves_something_unsigned_says_so()
    {
        await using TestInternet internet = await InternetAsync(await KeyAsync());
        string signed = await SignAsync(Message);

        (JsonElement root, string text) = await VerifyAsync(internet, "From: Boss <boss@signed.test>\r\n" + signed, 1, Elsewhere);

        Assert.Contains(Fixes(root), fix => fix.Contains("one From field", StringComparison.Ordinal));
        Assert.Contains("of 2 From fields", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_are_shown_where_they_are_asked_for()
    {
        await using TestInternet internet = await InternetAsync("");

        (_, string brief) = await VerifyAsync(internet, Message, 0, Session);
        (_, string traced) = await VerifyAsync(internet, Message, 0, [.. Session, "-v"]);

        Assert.DoesNotContain("Tree walk", brief, StringComparison.Ordinal);
        Assert.Contains("Tree walk", traced, StringComparison.Ordinal);
        Assert.Contains("Evaluation", traced, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "absent", "")]
    [InlineData("\0\x01\xff\xfe\r\n\0", "absent", "nul")]
    [InlineData("From: joe@plain.test", "read", "header-not-ended")]
    [InlineData("From: joe@plain.test\r\nSubj", "read", "malformed-field")]
    [InlineData("From: \xff\xff@plain.test\r\n\r\n", "malformed", "header-not-utf8")]
    [InlineData("From: j\xc3\xb6@plain.test\r\n\r\n", "read", "")]
    [InlineData("From: joe@plain.test\r\n\r\nbare\rCR and\nLF\r\n", "read", "bare-cr")]
    [InlineData("From: joe@plain.test\r\nContent-Type: multipart/mixed; boundary=\"\r\n\r\n--\r\n--", "read", "")]
    [InlineData("\xef\xbb\xbf" + "From: joe@plain.test\r\n\r\n", "absent", "malformed-field")]
    public async Task Whatever_a_file_has_in_it_there_is_a_result(string text, string state, string flaw)
    {
        await using TestInternet internet = await InternetAsync("");
        int status = state == "read" && flaw != "malformed-field" ? 0 : 1;

        (JsonElement root, string people) = await VerifyAsync(internet, text, status, "--ip", "192.0.2.1", "--helo", "x", "--mail-from", "joe@plain.test");

        Assert.Equal(state, root.GetProperty("fromState").GetString());
        Assert.True(flaw.Length == 0 || root.GetProperty("flaws").EnumerateArray().Any(one => one.GetString() == flaw));
        Assert.DoesNotContain(people, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public async Task The_line_of_an_mbox_file_in_front_is_left_out_and_said()
    {
        await using TestInternet internet = await InternetAsync(await KeyAsync());
        string mbox = "From joe@signed.test Sat Nov 28 10:00:00 2026\n" + (await SignAsync(Message)).Replace("\r\n", "\n", StringComparison.Ordinal);

        (JsonElement root, string text) = await VerifyAsync(internet, mbox, 0, Elsewhere);

        Assert.Equal("dkim=pass spf=fail dmarc=pass reject arc=none", Words(root));
        Assert.Contains("mbox", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("From : Boss <boss@signed.test>\r\nFrom: joe@plain.test\r\n\r\n", 2)]
    [InlineData("From\t: Boss <boss@signed.test>\r\nFrom: joe@plain.test\r\n\r\n", 2)]
    [InlineData("From joe@plain.test", 0)]
    public async Task A_field_in_obsolete_syntax_is_no_line_of_an_mbox_file_Rfc5322_4_5(string message, int authors)
    {
        await using TestInternet internet = await InternetAsync("");

        (JsonElement root, string text) = await VerifyAsync(internet, message, 1, "--ip", "192.0.2.1", "--helo", "x", "--mail-from", "joe@plain.test");

        Assert.Equal(authors, root.GetProperty("from").GetArrayLength());
        Assert.DoesNotContain("mbox", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-A: b\nFrom: joe@plain.test\n\nhello\r\nFrom: boss@signed.test\r\n\r\nbody\r\n")]
    [InlineData("From: joe@plain.test\nX-A: b\r\n\r\nbody\r\n")]
    [InlineData("From: joe@plain.test\r\nX-A: b\nX-B: c\r\n\r\nbody\r\n")]
    public async Task A_file_with_both_line_ends_is_not_made_into_one_that_all_read_alike(string message)
    {
        await using TestInternet internet = await InternetAsync("");

        (JsonElement root, string text) = await VerifyAsync(internet, message, 1, "--ip", "192.0.2.1", "--helo", "x", "--mail-from", "joe@plain.test");

        Assert.Equal("crlf", root.GetProperty("lineEnds").GetString());
        Assert.Contains("ambiguous-header", root.GetProperty("flaws").EnumerateArray().Select(flaw => flaw.GetString()));
        Assert.Contains("lines that end in CRLF", Assert.Single(root.GetProperty("fixes").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tes dkim sign", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_author_is_shown_so_that_the_domain_cannot_be_mistaken()
    {
        await using TestInternet internet = await InternetAsync("");
        string message = $"From: \"security@bank.example, noreply\"@plain.test, \"{new string('x', 500)}\"@plain.test, joe@\xd0\xb0pple.plain.test\r\n\r\n";

        (JsonElement root, string text) = await VerifyAsync(internet, message, 0, "--ip", "192.0.2.1", "--helo", "x", "--mail-from", "joe@plain.test");

        Assert.Contains($"From: \"security@bank.example, noreply\"@plain.test, {new string('x', 64)}…@plain.test, joe@xn--pple-43d.plain.test (\u0430pple.plain.test)\n", text, StringComparison.Ordinal);
        Assert.Equal("joe@xn--pple-43d.plain.test", root.GetProperty("from")[2].GetString());
    }

    [Fact]
    public async Task A_session_without_reverse_path_is_not_taken_for_one_with_a_null_reverse_path()
    {
        string file = Save(Message);

        CommandRun run = await CommandRun.OfAsync("mail", "verify", file, "--ip", "192.0.2.1", "--helo", "signed.test");

        Assert.Equal(2, run.Status);
        Assert.Contains("--mail-from", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_ten_thousand_signatures_each_has_an_entry_and_the_text_stays_short()
    {
        await using TestInternet internet = await InternetAsync("");
        string fields = string.Concat(Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"DKIM-Signature: v=1; d={i}.test; s=s\r\n")));

        (JsonElement root, string text) = await VerifyAsync(internet, fields + Message, 0, Session);

        Assert.Equal(10_000, root.GetProperty("dkim").GetArrayLength());
        Assert.Contains("9984 more signatures", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 1, 150);
    }

    [Fact]
    public async Task A_header_section_of_50_MB_is_one_line_and_exit_status_2()
    {
        byte[] octets = new byte[50_000_000];
        octets.AsSpan().Fill((byte)'x');
        "From: joe@signed.test\r\nX: "u8.CopyTo(octets);

        CommandRun run = await CommandRun.OfAsync("mail", "verify", Save(octets), "--resolver", "127.0.0.1:1");

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Contains("1 MiB", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail verify MISSING")]
    [InlineData("mail verify FILE --ip 300.0.0.1")]
    [InlineData("mail verify FILE --ip 1.2.3")]
    [InlineData("mail verify FILE --authserv-id=")]
    [InlineData("mail verify FILE --public-suffix-list MISSING")]
    [InlineData("mail verify FILE --at yesterday")]
    [InlineData("mail verify")]
    [InlineData("mail")]
    public async Task What_cannot_be_done_is_one_line_and_exit_status_2(string line)
    {
        string file = Save(Message);
        string[] arguments = [.. line.Split(' ').Select(word => word switch { "FILE" => file, "MISSING" => _folder.File("missing"), _ => word })];

        CommandRun run = await CommandRun.OfAsync(arguments);

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.StartsWith("tes: ", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_peers_say_does_not_reach_the_terminal_raw()
    {
        await using TestInternet internet = await InternetAsync("");
        string evil = "DKIM-Signature: v=1; d=\x1b[2J; s=\xc2\x9b\r\nARC-Seal: i=1; d=\x1b]0;\r\nFrom: \"\x1b[2J\xe2\x80\xae\"@signed.test\r\n\r\n";

        (JsonElement root, string text) = await VerifyAsync(
            internet, evil, 1, "--ip", "192.0.2.7", "--helo", "\u001b[31m", "--mail-from", "\u202e\u001b[2J@signed.test", "--authserv-id", "mx\u001b[2J\u202e");

        Assert.Equal("dkim=neutral spf=fail dmarc=fail reject arc=fail", Words(root));
        Assert.DoesNotContain(text, character => (char.IsControl(character) && character is not ('\n' or '\t')) || character == '\u202e');
    }
}
