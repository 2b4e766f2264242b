using System.Net;
using Tes.Mail.Spf.Evaluation;
using Xunit;

namespace Tes.Mail.Tests.Spf.Evaluation;

public sealed class ReceivedSpfTests
{
    private static async Task<string> WriteAsync(string policy, SpfRequest request)
    {
        SpfEvaluation evaluation = await SpfCheck.EvaluateAsync(
            new ZoneResolver($"example.com. TXT \"{policy}\""), request, CancellationToken.None, TestContext.Current.CancellationToken);
        string field = ReceivedSpf.Write(evaluation, request);
        Assert.All(field.Split("\r\n"), line => Assert.False(line.AsSpan().ContainsAnyExceptInRange(' ', '~'), line));
        return field.Replace("\r\n ", " ", StringComparison.Ordinal);
    }

    private static SpfRequest Request(string from = "myname@example.com", string helo = "foo.example.com", string client = "192.0.2.1") =>
        new() { Client = IPAddress.Parse(client), MailFrom = from, Helo = helo, ReceivingHost = "mybox.example.org" };

    [Fact]
    public async Task The_example_of_Rfc7208_9_1() => Assert.Equal(
        "Received-SPF: pass (mybox.example.org: domain of myname@example.com designates 192.0.2.1 as permitted sender) receiver=mybox.example.org; "
        + "client-ip=192.0.2.1; envelope-from=\"myname@example.com\"; helo=foo.example.com; identity=mailfrom; mechanism=ip4:192.0.2.1;".Replace("ip4:192.0.2.1;", "\"ip4:192.0.2.1\";", StringComparison.Ordinal),
        await WriteAsync("v=spf1 ip4:192.0.2.1 -all", Request()));

    [Fact]
    public async Task An_IPv6_address_is_quoted() =>
        Assert.Contains("client-ip=\"2001:db8::1\";", await WriteAsync("v=spf1 -all", Request(client: "2001:db8::1")), StringComparison.Ordinal);

    [Fact]
    public async Task An_error_says_its_problem() =>
        Assert.Contains("problem=\"the record of example.com has a syntax error", await WriteAsync("v=spf1 foo", Request()), StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_matched_is_the_default() =>
        Assert.Contains("neutral (", await WriteAsync("v=spf1", Request()), StringComparison.Ordinal);

    [Fact]
    public async Task A_null_reverse_path_is_the_HELO_identity()
    {
        string field = await WriteAsync("v=spf1 -all", Request(from: "", helo: "example.com"));

        Assert.Contains("HELO name example.com does not designate", field, StringComparison.Ordinal);
        Assert.Contains("envelope-from=\"\"; helo=example.com; identity=helo;", field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nBcc: x@example.net, y@example.com")]
    [InlineData("a\" ; x=\"\\@example.com")]
    [InlineData("(((@example.com")]
    [InlineData("jürgen\0@example.com")]
    public async Task What_the_sender_wrote_breaks_out_of_nothing(string from)
    {
        string field = await WriteAsync("v=spf1 -all", Request(from: from));

        Assert.Equal(field.Count(character => character == '('), 1 + Escaped(field, '('));
        Assert.Equal(0, (field.Count(character => character == '"') - Escaped(field, '"')) % 2);
        Assert.DoesNotContain('\n', field);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('\\')]
    [InlineData('"')]
    [InlineData('x')]
    [InlineData('é')]
    public async Task No_line_is_too_long_and_no_quoted_pair_is_cut_Rfc5322_2_1_1(char character)
    {
        foreach (int length in new[] { 149, 150, 151, 299, 300, 301, 5000 })
        {
            string text = new(character, length);
            SpfRequest request = Request(from: $"{text}@{text}", helo: text);
            string field = ReceivedSpf.Write(
                await SpfCheck.EvaluateAsync(new ZoneResolver(string.Empty), request, CancellationToken.None, TestContext.Current.CancellationToken), request);

            Assert.All(field.Split("\r\n"), line => Assert.InRange(line.Length, 1, 998));
            string plain = field.Replace("\\\\", string.Empty, StringComparison.Ordinal).Replace("\\(", string.Empty, StringComparison.Ordinal).Replace("\\\"", string.Empty, StringComparison.Ordinal);
            Assert.Equal(1, plain.Count(candidate => candidate == ')'));
            Assert.Equal(0, plain[plain.IndexOf("receiver=", StringComparison.Ordinal)..].Count(candidate => candidate == '"') % 2);
        }
    }

    private static int Escaped(string field, char character)
    {
        int from = field.IndexOf("receiver=", StringComparison.Ordinal);
        // In the comment every parenthesis of the sender's is quoted; in a quoted-string it stands as it is.
        return character == '(' ? field[..from].Split("\\(").Length - 1 + field[from..].Count(candidate => candidate == '(') : field.Split("\\\"").Length - 1;
    }
}
