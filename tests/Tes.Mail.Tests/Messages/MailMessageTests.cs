using System.Diagnostics;
using System.Text;
using Tes.Dns;
using Tes.Mail.Messages;
using Tes.Mail.Tests.Dkim;
using Xunit;

namespace Tes.Mail.Tests.Messages;

public sealed class MailMessageTests
{
    private static string Text(ReadOnlyMemory<byte> octets) => Encoding.Latin1.GetString(octets.Span);

    [Fact]
    public void Fields_stand_as_they_came_with_their_folding_Rfc5322_2_2_3()
    {
        MailMessage message = TestMail.Read("From: a@example.org\r\nSubject : one\r\n\ttwo  \r\n \r\nX-Empty:\r\n\r\nbody\r\n\r\nmore");

        Assert.Equal(["From", "Subject", "X-Empty"], message.Fields.Select(field => field.Name));
        Assert.Equal(["From: a@example.org\r\n", "Subject : one\r\n\ttwo  \r\n \r\n", "X-Empty:\r\n"], message.Fields.Select(field => Text(field.Raw)));
        Assert.Equal([" a@example.org", " one\r\n\ttwo  \r\n ", ""], message.Fields.Select(field => Text(field.Value)));
        Assert.Equal("body\r\n\r\nmore", Text(message.Body));
        Assert.Equal(MessageFlaws.None, message.Flaws);
    }

    [Theory]
    [InlineData("", "", 0, MessageFlaws.None)]
    [InlineData("\r\n", "", 0, MessageFlaws.None)]
    [InlineData("\r\nbody", "body", 0, MessageFlaws.None)]
    [InlineData("A: b\r\n", "", 1, MessageFlaws.None)]
    [InlineData("A: b\r\n\r\n", "", 1, MessageFlaws.None)]
    [InlineData("A: b", "", 1, MessageFlaws.HeaderNotEnded)]
    [InlineData("A: b\r\n\r\n\r\n", "\r\n", 1, MessageFlaws.None)]
    [InlineData("A: b\nC: d\r\n\r\n", "", 1, MessageFlaws.BareLf | MessageFlaws.AmbiguousHeader)]
    [InlineData("A: b\rC: d\r\n\r\n", "", 1, MessageFlaws.BareCr | MessageFlaws.AmbiguousHeader)]
    [InlineData("A: b\0C: d\r\n\r\n", "", 1, MessageFlaws.Nul | MessageFlaws.AmbiguousHeader)]
    [InlineData("A: b\r\n\r\nx\r\r\ny", "x\r\r\ny", 1, MessageFlaws.BareCr)]
    [InlineData("A: b\r\n\r\nx\r", "x\r", 1, MessageFlaws.BareCr)]
    [InlineData("A: b\r\n\r\n\0", "\0", 1, MessageFlaws.Nul)]
    [InlineData("A: \u00ff\r\n\r\n\u00ff", "\u00ff", 1, MessageFlaws.HeaderNotUtf8)]
    [InlineData("A: \u00c3\u00bc\r\n\r\n", "", 1, MessageFlaws.None)]
    [InlineData("no colon\r\nA: b\r\n\r\n", "", 1, MessageFlaws.MalformedField)]
    [InlineData(" continued\r\nA: b\r\n\r\n", "", 1, MessageFlaws.MalformedField)]
    [InlineData("no colon\r\n of: two lines\r\nA: b\r\n\r\n", "", 1, MessageFlaws.MalformedField)]
    [InlineData("A b: c\r\nA: b\r\n\r\n", "", 1, MessageFlaws.MalformedField)]
    [InlineData("Date: a\r\nDATE: b\r\n\r\n", "", 2, MessageFlaws.RepeatedField)]
    [InlineData("Received: a\r\nReceived: b\r\n\r\n", "", 2, MessageFlaws.None)]
    public void Whatever_comes_is_read_and_told(string text, string body, int fields, MessageFlaws flaws)
    {
        MailMessage message = TestMail.Read(text);

        Assert.Equal((body, fields, flaws), (Text(message.Body), message.Fields.Count, message.Flaws));
    }

    [Theory]
    [InlineData(998, MessageFlaws.None)]
    [InlineData(999, MessageFlaws.LongLine)]
    public void Lines_longer_than_998_octets_are_told_Rfc5322_2_1_1(int length, MessageFlaws flaws)
    {
        Assert.Equal(flaws, TestMail.Read($"A: b\r\n\r\n{new string('x', length)}\r\n").Flaws);
        Assert.Equal(flaws, TestMail.Read($"A: b\r\n\r\n{new string('x', length)}").Flaws);
    }

    [Fact]
    public void A_header_section_longer_than_the_limit_is_refused()
    {
        byte[] header = TestMail.Octets("A: " + new string('x', MessageLimits.MaxHeaderOctets - 5) + "\r\n");

        Assert.True(MailMessage.TryRead(header, out _, out _));
        Assert.True(MailMessage.TryRead((byte[])[.. header, .. "\r\nbody"u8], out _, out _));
        Assert.False(MailMessage.TryRead((byte[])[.. header, (byte)'y'], out _, out ParseFailure failure));
        Assert.Equal(MessageLimits.MaxHeaderOctets, failure.Offset);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("x \t")]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("\r\n \t")]
    [InlineData("\0")]
    public async Task Fifty_megabytes_are_verified_in_time_and_memory_linear_in_their_length(string unit)
    {
        const int Length = 50 * 1024 * 1024;
        byte[] octets = new byte[Length];
        byte[] start = TestMail.Octets(TestMail.Sign(TestMail.Usual, TestMail.Ed25519));
        start.CopyTo(octets, 0);
        byte[] pattern = TestMail.Octets(unit);
        for (int at = start.Length; at < octets.Length; at++)
            octets[at] = pattern[(at - start.Length) % pattern.Length];
        long before = GC.GetAllocatedBytesForCurrentThread();
        long began = Stopwatch.GetTimestamp();

        MailMessage message = TestMail.Read(octets);
        string word = (await Tes.Mail.Dkim.DkimVerifier.VerifyAsync(TestMail.Keys, message, new(TestMail.Now), TestContext.Current.CancellationToken)).Word;

        // Linear work takes a tenth of a second to a second here; what grows with the square takes hours. Memory: of the message, nothing.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
        // Empty lines are forgiven, all else is not.
        Assert.Equal(unit is "\r\n" or " " or "\r\n \t" ? "pass" : "fail", word);
    }

    [Theory]
    [InlineData("", LineEndForm.None, "")]
    [InlineData("a", LineEndForm.None, "a")]
    [InlineData("a\r", LineEndForm.None, "a\r")]
    [InlineData("\n", LineEndForm.Lf, "\r\n")]
    [InlineData("a\nb\n\nc", LineEndForm.Lf, "a\r\nb\r\n\r\nc")]
    [InlineData("a\nb\r\nc\rd\n", LineEndForm.Lf, "a\r\nb\r\nc\rd\r\n")]
    [InlineData("a\r\nb\nc", LineEndForm.CrLf, "a\r\nb\nc")]
    [InlineData("\r\n\n", LineEndForm.CrLf, "\r\n\n")]
    public void The_first_line_end_of_a_file_decides_for_all(string file, LineEndForm form, string wire)
    {
        byte[] octets = TestMail.Octets(file);

        Assert.Equal(form, LineEnds.FormOf(octets));
        Assert.Equal(wire, Text(LineEnds.ToWire(octets)));
    }
}
