using System.Globalization;
using System.Text;
using Tes.Mail.Arc;
using Tes.Mail.Messages;
using Tes.Mail.Tests.Dkim;
using Xunit;

namespace Tes.Mail.Tests.Arc;

/// <summary>What holds for any message. Messages are made from a seed, so that a failure repeats.</summary>
public sealed class ArcProperties
{
    private static readonly string[] BodyPieces = ["word", " ", "  ", "\t", "\r\n", "\r\n\r\n", " \r\n", ".", "=20", "\u00fc", "From x", ";"];

    private static readonly string[] ValuePieces = ["word", " ", "  ", "\t", "\r\n ", "\r\n\t", ":", ";", "=", "\u00c3\u00bc", "i=1"];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_message_sealed_by_some_hops_passes_and_with_a_signed_octet_changed_fails(int seed)
    {
        var random = new Random(seed);
        string text = Make(random);
        int hops = 1 + random.Next(4);
        for (int hop = 0; hop < hops; hop++)
        {
            // A hop may change the message before it seals what it has verified.
            string sent = random.Next(3) == 0 ? "X-Hop: " + hop.ToString(CultureInfo.InvariantCulture) + "\r\n" + text + "-- \r\nfooter\r\n" : text;
            text = await ArcMail.AddSetAsync(text, sent, random.Next(2) == 0 ? TestMail.Rsa : TestMail.Ed25519);
        }

        Assert.Equal("pass", (await ArcMail.VerifyAsync(text)).Word);
        for (int i = 0; i < 10; i++)
        {
            int at = random.Next(text.Length);
            // The last digit of base64 before its padding has bits that mean nothing.
            if (!char.IsAsciiLetterOrDigit(text[at]) || text[at] is 'q' or 'Q' || text[at + 1] == '=' || !IsCovered(text, at))
                continue;
            string changed = text.Remove(at, 1).Insert(at, "q");
            Assert.True((await ArcMail.VerifyAsync(changed)).Outcome is ArcOutcome.Fail, $"octet {at} of\n{text}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_relaxed_canonicalization_forgives_changes_nothing_in_the_header(int seed)
    {
        var random = new Random(seed);
        string text = await ArcMail.AddSetsAsync(Make(random), 2);
        MailMessage message = TestMail.Read(text);
        var changed = new StringBuilder();
        foreach (HeaderField field in message.Fields)
        {
            string value = Encoding.Latin1.GetString(field.Value.Span).Replace("; ", random.Next(2) == 0 ? ";\r\n\t " : ";  ", StringComparison.Ordinal);
            changed.Append(random.Next(2) == 0 ? field.Name.ToUpperInvariant() : field.Name).Append(':').Append(value).Append(random.Next(2) == 0 ? " \r\n" : "\r\n");
        }

        Assert.Equal("pass", (await ArcMail.VerifyAsync(changed + "\r\n" + Encoding.Latin1.GetString(message.Body.Span))).Word);
    }

    // The body, and the fields that the newest signature signs, and every ARC field; names of fields are in it, too.
    private static bool IsCovered(string text, int at)
    {
        int start = 0;
        foreach (HeaderField field in TestMail.Read(text).Fields)
        {
            int end = start + field.Raw.Length;
            if (at < end)
                return ArcSealerOptions.UsualSignedFields.Concat(Tes.Mail.Dkim.DkimSignerOptions.UsualOverSignedFields).Contains(field.Name, StringComparer.OrdinalIgnoreCase) || field.Name.StartsWith("ARC-", StringComparison.Ordinal);
            start = end;
        }

        return true;
    }

    private static string Make(Random random)
    {
        var text = new StringBuilder("From: a@example.org\r\n");
        foreach (string name in new[] { "Subject", "X-Other", "Received", "List-Id", "To", "Date", "Authentication-Results" }.Where(_ => random.Next(3) > 0))
            text.Append(name).Append(": x").Append(Pieces(ValuePieces, random, 12)).Append("y\r\n");
        return text.Append("\r\n").Append(Pieces(BodyPieces, random, random.Next(60))).Append("\r\n").ToString();
    }

    private static string Pieces(string[] pieces, Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => pieces[random.Next(pieces.Length)]));
}
