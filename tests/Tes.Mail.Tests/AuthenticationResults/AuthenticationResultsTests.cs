using System.Globalization;
using System.Text;
using System.Text.Json;
using Tes.Dns;
using Tes.Mail.AuthenticationResults;
using Xunit;

namespace Tes.Mail.Tests.AuthenticationResults;

/// <summary>The cases are lines of testdata/authentication-results/fields.jsonl: what is read, or where the first error is.</summary>
public sealed class AuthenticationResultsTests
{
    private const string Cases = "authentication-results/fields.jsonl";

    public static TheoryData<string> Names() => CaseFile.Names(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_is_read_or_its_first_error_is_found_and_reads_back_the_same_Rfc8601_2_2(string name)
    {
        JsonElement expected = CaseFile.Case(Cases, name);

        if (!AuthenticationResultsField.TryParse(expected.Text("value")!, out AuthenticationResultsField? field, out ParseFailure failure))
        {
            Assert.Null(expected.Text("id"));
            Assert.Equal(expected.GetProperty("offset").GetInt32(), failure.Offset);
            return;
        }

        Assert.Equal(expected.Text("id"), field.AuthenticationServiceId);
        Assert.Equal(expected.TryGetProperty("version", out JsonElement version) ? version.GetInt32() : 1, field.Version);
        Assert.Equal(expected.Texts("results"), field.Results.Select(Write));
        Assert.True(AuthenticationResultsField.TryParse(field.ToFieldValue(), out AuthenticationResultsField? again, out failure), failure.ToString());
        Assert.Equal(field.AuthenticationServiceId, again.AuthenticationServiceId);
        Assert.Equal(field.Results.Select(result => string.Join(' ', Write(result).Split(' ').Order())), again.Results.Select(result => string.Join(' ', Write(result).Split(' ').Order())));
    }

    [Fact]
    public void What_is_written_is_folded_and_quoted_where_it_must_be()
    {
        var field = new AuthenticationResultsField
        {
            AuthenticationServiceId = "mx.example.org",
            Results =
            [
                new MethodResult("dkim", "pass") { Comments = ["2048 bit (RSA)"], Properties = [new("header", "d", "example.net"), new("header", "b", "ab/c=")] },
                new MethodResult("dmarc", "fail") { Reason = "no \"luck\"", Properties = [new("header", "from", "a@example.net")] },
            ],
        };

        Assert.Equal(
            "mx.example.org;\r\n\tdkim=pass (2048 bit \\(RSA\\))\r\n\theader.d=example.net\r\n\theader.b=\"ab/c=\";\r\n\tdmarc=fail\r\n\treason=\"no \\\"luck\\\"\"\r\n\theader.from=a@example.net",
            field.ToFieldValue());
    }

    [Theory]
    [InlineData("\r\nX-Injected: yes")]
    [InlineData("a\"; spf=pass smtp.mailfrom=b")]
    [InlineData("a\\")]
    [InlineData(") ; spf=pass")]
    [InlineData("\u0000\u007f\u0085")]
    [InlineData("\u2028X-Injected: yes\u2029")]
    [InlineData("\u202egro.elpmaxe\u202c\u200b\ufeff")]
    [InlineData("\ud800 half")]
    [InlineData("")]
    public void Nothing_that_a_peer_sent_gets_out_of_its_place_Rfc8601_7(string text)
    {
        var field = new AuthenticationResultsField
        {
            AuthenticationServiceId = "mx.example.org",
            Results = [new MethodResult("spf", "fail") { Reason = text, Comments = [text], Properties = [new("smtp", "mailfrom", text), new("smtp", "helo", $"{text}@x")] }],
        };

        string value = field.ToFieldValue();

        Assert.True(AuthenticationResultsField.TryParse(value, out AuthenticationResultsField? again, out ParseFailure failure), failure.ToString());
        MethodResult result = Assert.Single(again.Results);
        Assert.Equal(("spf", "fail", 2), (result.Method, result.Result, result.Properties.Count));
        Assert.DoesNotContain("\n", value.Replace("\r\n\t", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(value.Replace("\r\n\t", "", StringComparison.Ordinal), char.IsControl);
        Assert.DoesNotContain(value.EnumerateRunes(), rune => Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
    }

    [Theory]
    [InlineData('a')]
    [InlineData('"')]
    [InlineData('\\')]
    [InlineData('\u20ac')]
    [InlineData('\u202e')]
    public void A_text_without_end_is_cut_and_says_so_Rfc5322_2_1_1(char character)
    {
        string text = new(character, 100_000);
        var field = new AuthenticationResultsField
        {
            AuthenticationServiceId = text,
            Results = [new MethodResult("spf", "fail") { Reason = text, Comments = [text, text], Properties = [new("smtp", "mailfrom", $"{text}@{text}"), new("smtp", "helo", text)] }],
        };

        string value = field.ToFieldValue();

        Assert.All($"Authentication-Results: {value}".Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 998));
        Assert.True(AuthenticationResultsField.TryParse(value, out AuthenticationResultsField? again, out ParseFailure failure), failure.ToString());
        MethodResult result = Assert.Single(again.Results);
        Assert.All([again.AuthenticationServiceId, result.Reason!, .. result.Comments, .. result.Properties.Select(property => property.Value)], one => Assert.EndsWith("[...]", one, StringComparison.Ordinal));
    }

    [Fact]
    public void The_longest_address_there_is_and_one_in_other_scripts_stand_as_they_are_Rfc5321_4_5_3_1()
    {
        string[] addresses = [$"{new string('a', 64)}@{new string('b', 255)}", "j\u00f6@b\u00fccher.example", "\U00020000@example.org"];
        var field = new AuthenticationResultsField
        {
            AuthenticationServiceId = "mx.example.org",
            Results = [new MethodResult("spf", "pass") { Properties = [.. addresses.Select(address => new MethodProperty("smtp", "mailfrom", address))] }],
        };

        string value = field.ToFieldValue();

        Assert.All(addresses, address => Assert.Contains($"\r\n\tsmtp.mailfrom={address}", value, StringComparison.Ordinal));
    }

    [Fact]
    public void A_keyword_longer_than_the_limit_is_neither_read_nor_written()
    {
        string keyword = new('x', AuthenticationResultsField.MaxKeywordLength + 1);

        Assert.False(AuthenticationResultsField.TryParse($"mx; {keyword}=pass", out _, out ParseFailure failure));
        Assert.Contains("longer", failure.Reason, StringComparison.Ordinal);
        Assert.True(AuthenticationResultsField.TryParse($"mx; {keyword[1..]}=pass", out _, out _));
        Assert.Throws<ArgumentException>(() => new AuthenticationResultsField { AuthenticationServiceId = "mx", Results = [new MethodResult(keyword, "pass")] }.ToFieldValue());
    }

    [Fact]
    public void Only_the_fields_of_the_service_that_is_trusted_count_Rfc8601_4_1()
    {
        string[] values = ["mx.example.org; spf=pass", "mx.example.net; spf=fail", "MX.Example.ORG 1; dkim=fail", "mx.example.org 2; dmarc=pass", "mx.example.org; broken"];

        Assert.Equal(["spf=pass", "dkim=fail"], TrustedFields.Select(values, "mx.example.org").SelectMany(field => field.Results).Select(Write));
    }

    [Theory]
    [InlineData("mx.example.org; spf=pass", true)]
    [InlineData(" (hello) MX.example.org ; broken", true)]
    [InlineData("\"mx.example.org\"", true)]
    [InlineData("mx.example.org 7; none", true)]
    [InlineData("mx.example.org.evil.example; spf=pass", false)]
    [InlineData("mx.example.net; x=mx.example.org", false)]
    [InlineData("", false)]
    public void A_forged_field_is_known_by_its_identifier_alone_Rfc8601_5(string value, bool claims) =>
        Assert.Equal(claims, TrustedFields.ClaimsToBe(value, "mx.example.org"));

    [Fact]
    public void Random_texts_never_throw_and_errors_lie_within_them()
    {
        const string Alphabet = "a.;=/()\"\\@ \t\r\nspf1-none\u00e4\0";
        var random = new Random(11);
        for (int round = 0; round < 20_000; round++)
        {
            string text = "a; " + string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (!AuthenticationResultsField.TryParse(text, out _, out ParseFailure failure))
                Assert.InRange(failure.Offset, 0, text.Length);
        }
    }

    private static string Write(MethodResult result) =>
        $"{result.Method}={result.Result}"
        + (result.Reason is { } reason ? $" reason={reason}" : "")
        + string.Concat(result.Properties.Select(property => $" {property.Type}.{property.Property}={property.Value}"))
        + string.Concat(result.Comments.Select(comment => $" ({comment})"));
}
