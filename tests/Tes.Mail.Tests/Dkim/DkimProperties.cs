using System.Text;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;
using Xunit;

namespace Tes.Mail.Tests.Dkim;

/// <summary>What holds for any message. Messages are made from a seed, so that a failure repeats.</summary>
public sealed class DkimProperties
{
    private static readonly string[] BodyPieces = ["word", " ", "  ", "\t", "\r\n", "\r\n\r\n", " \r\n", ".", "=20", "\u00fc", "From x", "--", ";"];

    private static readonly string[] ValuePieces = ["word", " ", "  ", "\t", "\r\n ", "\r\n\t", ":", ";", "=", "\u00c3\u00bc", "b=x"];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_message_that_is_signed_passes_and_with_a_signed_octet_changed_fails(int seed)
    {
        var random = new Random(seed);
        string text = Make(random);
        DkimPrivateKey key = seed % 2 == 0 ? TestMail.Rsa : TestMail.Ed25519;
        DkimSignerOptions options = TestMail.Options with
        {
            HeaderCanonicalization = (DkimCanonicalization)random.Next(2),
            BodyCanonicalization = (DkimCanonicalization)random.Next(2),
        };
        string signed = TestMail.Sign(text, key, options);
        Assert.Equal("pass", (await TestMail.VerifyOneAsync(signed)).Outcome.Word);

        int start = signed.Length - text.Length;
        for (int i = 0; i < 12; i++)
        {
            int at = random.Next(start, signed.Length);
            if (signed[at] is ' ' or '\t' or '\r' or '\n' or ':')
                continue;
            // Another octet that is no white space and no colon, and not the same letter in the other case.
            char other = signed[at] is 'q' or 'Q' ? 'z' : 'q';
            string changed = signed.Remove(at, 1).Insert(at, other.ToString());
            DkimOutcome outcome = (await TestMail.VerifyOneAsync(changed)).Outcome;
            bool isSigned = IsSigned(signed, at);
            Assert.True(outcome is DkimOutcome.Pass != isSigned, $"octet {at} of\n{signed}\n{outcome}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_relaxed_canonicalization_forgives_changes_nothing_Rfc6376_3_4(int seed)
    {
        var random = new Random(seed);
        string text = Make(random);
        string signed = TestMail.Sign(text, TestMail.Ed25519);
        MailMessage message = TestMail.Read(signed);
        var changed = new StringBuilder();
        foreach (HeaderField field in message.Fields)
        {
            string value = Encoding.Latin1.GetString(field.Value.Span);
            string name = random.Next(2) == 0 ? field.Name.ToUpperInvariant() : field.Name;
            changed.Append(name).Append(random.Next(2) == 0 ? " :" : ":").Append(Stretch(value, random, header: true)).Append(random.Next(2) == 0 ? "\t \r\n" : "\r\n");
        }

        string body = Encoding.Latin1.GetString(message.Body.Span);
        changed.Append("\r\n").Append(Stretch(body, random, header: false));
        if (body.Length == 0 || body.EndsWith("\r\n", StringComparison.Ordinal))
            changed.Append(random.Next(2) == 0 ? "\r\n \t\r\n\r\n" : " ");

        DkimOutcome outcome = (await TestMail.VerifyOneAsync(changed.ToString())).Outcome;
        Assert.True(outcome is DkimOutcome.Pass, $"{signed}\n====\n{changed}\n{outcome}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Simple_canonicalization_forgives_empty_lines_at_the_end_and_nothing_else_Rfc6376_3_4_3(int seed)
    {
        var random = new Random(seed);
        string text = Make(random);
        string signed = TestMail.Sign(text, TestMail.Ed25519, TestMail.Options with
        {
            HeaderCanonicalization = DkimCanonicalization.Simple,
            BodyCanonicalization = DkimCanonicalization.Simple,
        });

        bool ended = signed.EndsWith("\r\n", StringComparison.Ordinal);
        Assert.Equal("pass", (await TestMail.VerifyOneAsync(signed + (ended ? "\r\n\r\n" : "\r\n"))).Outcome.Word);
        Assert.Equal("fail", (await TestMail.VerifyOneAsync(signed + " ")).Outcome.Word);
        Assert.Equal("fail", (await TestMail.VerifyOneAsync(signed.Replace("From: ", "From:  ", StringComparison.Ordinal))).Outcome.Word);
        Assert.Equal("fail", (await TestMail.VerifyOneAsync(signed.Replace("From: ", "from: ", StringComparison.Ordinal))).Outcome.Word);
    }

    // Of white space that is there already, more.
    private static string Stretch(string text, Random random, bool header)
    {
        var stretched = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            stretched.Append(text[i]);
            bool beforeWord = i + 1 < text.Length && text[i + 1] is not (' ' or '\t' or '\r' or '\n');
            if (text[i] is ' ' or '\t' && beforeWord && random.Next(3) == 0)
                stretched.Append(header && random.Next(2) == 0 ? "\r\n\t " : " \t");
            if (!header && beforeWord is false && text[i] is not ('\r' or '\n') && i + 1 < text.Length && text[i + 1] == '\r' && random.Next(3) == 0)
                stretched.Append(" \t");
        }

        return stretched.ToString();
    }

    private static bool IsSigned(string signed, int at)
    {
        int body = signed.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        if (at >= body)
            return true;
        int start = 0;
        foreach (HeaderField field in TestMail.Read(signed).Fields)
        {
            int end = start + field.Raw.Length;
            if (at < end)
                return DkimSignerOptions.UsualOverSignedFields.Concat(DkimSignerOptions.UsualSignedFields).Contains(field.Name, StringComparer.OrdinalIgnoreCase);
            start = end;
        }

        throw new InvalidOperationException("An octet is in a field or in the body.");
    }

    private static string Make(Random random)
    {
        var text = new StringBuilder("From: a@example.org\r\n");
        string[] names = ["Subject", "X-Other", "Received", "List-Id", "Resent-To", "To", "Date"];
        foreach (string name in names.Where(_ => random.Next(3) > 0))
            text.Append(name).Append(": x").Append(Pieces(ValuePieces, random, 12)).Append("y\r\n");
        return text.Append("\r\n").Append(Pieces(BodyPieces, random, random.Next(60))).ToString();
    }

    private static string Pieces(string[] pieces, Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => pieces[random.Next(pieces.Length)]));
}
