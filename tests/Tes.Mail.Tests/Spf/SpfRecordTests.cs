using System.Text.Json;
using Tes.Dns;
using Tes.Mail.Spf;
using Xunit;

namespace Tes.Mail.Tests.Spf;

/// <summary>The cases are lines of testdata/spf: a record, and what it is read as or where its first error is.</summary>
public class SpfRecordTests
{
    private static JsonElement[] Load(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "testdata", "spf", file)).Select(line => JsonDocument.Parse(line).RootElement)];

    public static TheoryData<string> Names(string file) => [.. Load(file).Select(element => element.GetProperty("name").GetString()!)];

    private static JsonElement Case(string file, string name) => Load(file).Single(element => element.GetProperty("name").GetString() == name);

    private static string? Text(JsonElement element, string property) => element.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;

    private static string[] Texts(JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    [Theory]
    [MemberData(nameof(Names), "valid.jsonl")]
    public void A_valid_record_is_read_whole(string name)
    {
        JsonElement expected = Case("valid.jsonl", name);

        Assert.True(SpfRecord.TryParse(Text(expected, "record")!, out SpfRecord? record, out ParseFailure failure), failure.ToString());

        Assert.Equal(Texts(expected, "terms"), record.Directives.Select(Write));
        Assert.Equal(Text(expected, "all"), record.AllQualifier is { } qualifier ? Write(qualifier) : null);
        Assert.Equal(expected.GetProperty("lookups").GetInt32(), record.DirectLookups);
        Assert.Equal(expected.TryGetProperty("exceeds", out _), record.ExceedsLookupLimit);
        Assert.Equal(Text(expected, "redirect"), record.Redirect?.ToString());
        Assert.Equal(Text(expected, "exp"), record.Explanation?.ToString());
        Assert.Equal(Texts(expected, "unknown"), record.UnknownModifiers.Select(modifier => modifier.Name));
    }

    [Theory]
    [MemberData(nameof(Names), "malformed.jsonl")]
    public void A_malformed_record_says_where_its_first_error_is(string name)
    {
        JsonElement expected = Case("malformed.jsonl", name);

        Assert.False(SpfRecord.TryParse(Text(expected, "record")!, out _, out ParseFailure failure));

        Assert.Equal(expected.GetProperty("offset").GetInt32(), failure.Offset);
    }

    [Fact]
    public void Macros_are_taken_apart_Rfc7208_7_1()
    {
        Assert.True(SpfRecord.TryParse("v=spf1 exists:a%%%{L2r-+}%_%-.%{i}", out SpfRecord? record, out _));
        var exists = Assert.IsType<SpfMechanism.Exists>(record.Directives[0].Mechanism);

        string[] parts = [.. exists.Domain.MacroString.Parts.Select(part => part.Match(
            literal => $"'{literal.Text}'",
            expansion => $"{expansion.Letter} {expansion.RightmostParts} {expansion.Order} {expansion.Delimiters} {expansion.Escaping}"))];

        Assert.Equal(["'a%'", "LocalPart 2 Reversed -+ Url", "' %20.'", "Address  AsIs  None"], parts);
    }

    [Fact]
    public void Random_texts_never_throw()
    {
        const string Alphabet = "aemxiplrtv0123456789:/=.-+~?%{}[]* \t\0é\u00ff";
        var random = new Random(3);
        for (int round = 0; round < 20_000; round++)
        {
            string text = "v=spf1 " + string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (!SpfRecord.TryParse(text, out _, out ParseFailure failure))
                Assert.InRange(failure.Offset, 0, text.Length);
        }
    }

    private static string Write(SpfDirective directive) => Write(directive.Qualifier) + directive.Mechanism.Match(
        _ => "all",
        include => $"include:{include.Domain}",
        a => $"a{Write(a.Domain)}/{a.Ip4PrefixLength}//{a.Ip6PrefixLength}",
        mx => $"mx{Write(mx.Domain)}/{mx.Ip4PrefixLength}//{mx.Ip6PrefixLength}",
        ptr => $"ptr{Write(ptr.Domain)}",
        ip4 => $"ip4:{ip4.Network}/{ip4.PrefixLength}",
        ip6 => $"ip6:{ip6.Network}/{ip6.PrefixLength}",
        exists => $"exists:{exists.Domain}");

    private static string Write(DomainSpec? domain) => domain is null ? "" : $":{domain}";

    private static string Write(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Pass => "+",
        SpfQualifier.Fail => "-",
        SpfQualifier.SoftFail => "~",
        _ => "?",
    };
}
