using System.Text;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Tests.Dkim;
using Tes.Mail.Verification;
using Xunit;

namespace Tes.Mail.Tests.Verification;

public sealed class MessageResultsTests
{
    private static async Task<AuthenticationResultsField> FieldOfAsync(MailScenario scenario)
    {
        string value = MessageResults.Of(await scenario.VerifyAsync(), "mx.example.net").ToFieldValue();
        Assert.True(AuthenticationResultsField.TryParse(value, out AuthenticationResultsField? field, out _));
        return field;
    }

    [Fact]
    public async Task The_field_has_a_result_of_each_method_with_what_it_looked_at_Rfc8601_2_7()
    {
        AuthenticationResultsField field = await FieldOfAsync(new MailScenario { Insecure = ["example.org."] });

        Assert.Equal("mx.example.net", field.AuthenticationServiceId);
        Assert.Equal(["spf=pass", "dkim=pass", "dmarc=pass"], field.Results.Select(result => $"{result.Method}={result.Result}"));
        Assert.Equal("joe@example.org", field.Results[0].Find("smtp", "mailfrom"));
        Assert.Contains("insecure", field.Results[0].Comments[0], StringComparison.Ordinal);
        Assert.Equal(("example.org", "ed", "ed25519-sha256", 8), (
            field.Results[1].Find("header", "d"), field.Results[1].Find("header", "s"), field.Results[1].Find("header", "a"), field.Results[1].Find("header", "b")!.Length));
        Assert.Equal(("example.org", "reject"), (field.Results[2].Find("header", "from"), field.Results[2].Find("policy", "dmarc")));
    }

    [Fact]
    public async Task The_field_of_the_worst_message_can_be_read_back()
    {
        string[] names = ["Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "In-Reply-To", "References", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID"];
        string fields = string.Concat(names.Select(name => $"{name}: joe@example.org\r\n"));
        string message = $"{fields}\r\nHi.\r\n";
        string signed = TestMail.SignByHand(message, TestMail.Ed25519, $"v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org; s=ed; l=0; h={string.Join(':', names)}; bh=;");
        string signature = signed[..signed.IndexOf(fields, StringComparison.Ordinal)];

        AuthenticationResultsField field = await FieldOfAsync(new MailScenario { Signer = null, Text = string.Concat(Enumerable.Repeat(signature, 16)) + fields + message });

        Assert.Equal(16, field.Results.Count(result => result.Method == "dkim"));
        Assert.All(field.Results.Where(result => result.Method == "dkim"), result => Assert.Equal("pass", result.Result));
        Assert.Contains("13 other fields not signed", field.Results[1].Comments);
    }

    [Fact]
    public async Task What_was_not_evaluated_has_no_result_and_no_signature_is_none()
    {
        AuthenticationResultsField field = await FieldOfAsync(new MailScenario { Signer = null, MailFrom = null, Text = "\r\n" });

        Assert.Equal(["dkim=none", "dmarc=none"], field.Results.Select(result => $"{result.Method}={result.Result}"));
        Assert.All(field.Results, result => Assert.Empty(result.Properties));
    }

    [Fact]
    public async Task The_HELO_identity_is_named_as_such_Rfc8601_2_7_2()
    {
        AuthenticationResultsField field = await FieldOfAsync(new MailScenario { MailFrom = "" });

        Assert.Equal(("mx.example.org", null), (field.Results[0].Find("smtp", "helo"), field.Results[0].Find("smtp", "mailfrom")));
    }

    [Fact]
    public async Task Hostile_identities_stay_in_their_place_Rfc8601_7()
    {
        string evil = "\r\nX: y\u2028\"; dkim=pass header.d=bank.test (";
        AuthenticationResultsField field = await FieldOfAsync(new MailScenario
        {
            MailFrom = evil + new string('x', 100_000),
            Helo = evil,
            Signer = null,
            Text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("DKIM-Signature: v=1; d=evil\" (; s=\u202e; h=From\r\n")) + TestMail.Usual,
        });

        Assert.Equal(["spf", "dkim", "dmarc"], field.Results.Select(result => result.Method));
        Assert.DoesNotContain(field.Results, result => result.Find("header", "d") == "bank.test");
    }

    [Theory]
    [InlineData(0, 8, false)]
    [InlineData(7, 8, false)]
    [InlineData(8, 9, false)]
    [InlineData(60, 61, false)]
    [InlineData(88, 88, true)]
    public async Task As_much_of_each_signature_is_told_as_tells_them_apart_Rfc6008_4(int same, int told, bool marked)
    {
        // A message sent again with a second signature, whose b= begins as that of the first.
        AuthenticationResultsField field = await FieldOfAsync(new MailScenario
        {
            Way = text =>
            {
                string signature = string.Concat(text[(text.IndexOf(" b=", StringComparison.Ordinal) + 3)..text.IndexOf("\r\nFrom", StringComparison.Ordinal)].Where(character => !char.IsWhiteSpace(character)));
                string forged = same < signature.Length ? signature[..same] + (signature[same] == 'A' ? 'B' : 'A') + signature[(same + 1)..] : signature;
                return $"DKIM-Signature: v=1; a=ed25519-sha256; d=example.org; s=ed; h=From:To; bh={new string('A', 43)}=; b={forged}\r\n{text}";
            },
        });

        MethodResult[] results = [.. field.Results.Where(result => result.Method == "dkim")];
        Assert.Equal(["fail", "pass"], results.Select(result => result.Result));
        Assert.All(results, result => Assert.Equal((told, marked), (result.Find("header", "b")!.Length, result.Comments.Any(comment => comment.Contains("header.b", StringComparison.Ordinal)))));
        Assert.Equal(!marked, results[0].Find("header", "b") != results[1].Find("header", "b"));
    }

    [Fact]
    public async Task Of_a_signature_longer_than_a_text_may_be_a_beginning_is_told_Rfc6008_4()
    {
        string signature = Convert.ToBase64String(new byte[512]);
        string fields = string.Concat(Enumerable.Range(0, 2).Select(_ => $"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=ed; h=From; bh={new string('A', 43)}=; b={signature}\r\n"));

        AuthenticationResultsField field = await FieldOfAsync(new MailScenario { Signer = null, Text = fields + TestMail.Usual });

        Assert.All(field.Results.Where(result => result.Method == "dkim"), result => Assert.StartsWith(result.Find("header", "b")!, signature, StringComparison.Ordinal));
    }
}
