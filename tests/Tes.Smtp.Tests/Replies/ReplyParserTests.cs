using System.Text;
using Xunit;

namespace Tes.Smtp.Tests;

public sealed class ReplyParserTests
{
    [Fact]
    public void What_follows_a_reply_is_left_alone()
    {
        var parser = new ReplyParser();
        var complete = Assert.IsType<ParsedReply.Complete>(parser.Read("220-a\r\n220 b\r\n250 c"u8, out var consumed));
        Assert.Equal("220-a\r\n220 b\r\n".Length, consumed);
        Assert.Equal(["a", "b"], complete.Reply.Lines);
    }

    [Fact]
    public void Parser_is_ready_for_the_next_reply()
    {
        var parser = new ReplyParser();
        Assert.IsType<ParsedReply.Complete>(parser.Read("220-a\r\n220 b\r\n"u8, out _));
        var second = Assert.IsType<ParsedReply.Complete>(parser.Read("250 c\r\n"u8, out _));
        Assert.Equal(["c"], second.Reply.Lines);
        Assert.Equal(250, second.Reply.Code.Value);
    }

    [Fact]
    public void Text_keeps_every_octet_as_its_Latin_1_character()
    {
        byte[] octets = [.. "220 "u8, .. Enumerable.Range(1, 255).Select(value => (byte)value).Where(value => value is not (byte)'\n'), .. "\r\n"u8];
        var complete = Assert.IsType<ParsedReply.Complete>(new ReplyParser().Read(octets, out _));
        Assert.Equal(string.Concat(Enumerable.Range(1, 255).Where(value => value != '\n').Select(value => (char)value)), complete.Reply.Lines[0]);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("22")]
    [InlineData("220")]
    [InlineData("220 text")]
    [InlineData("220-text\r\n")]
    [InlineData("220 text\r")]
    [InlineData("")]
    public void Reply_without_its_end_is_incomplete(string input) => Assert.IsType<ParsedReply.Incomplete>(Read(input));

    [Theory]
    [InlineData("x", ProtocolFault.NotAReply)]
    [InlineData("1", ProtocolFault.NotAReply)]
    [InlineData("6", ProtocolFault.NotAReply)]
    [InlineData("2a", ProtocolFault.NotAReply)]
    [InlineData("22 ", ProtocolFault.NotAReply)]
    [InlineData("2200", ProtocolFault.NotAReply)]
    [InlineData("220\t", ProtocolFault.NotAReply)]
    [InlineData("220_x", ProtocolFault.NotAReply)]
    [InlineData("220\rx\n", ProtocolFault.NotAReply)]
    [InlineData("\r\n", ProtocolFault.NotAReply)]
    [InlineData("\n", ProtocolFault.NotAReply)]
    [InlineData("22\n", ProtocolFault.NotAReply)]
    [InlineData("220-a\r\n\r\n", ProtocolFault.NotAReply)]
    [InlineData("220-a\r\n221 b\r\n", ProtocolFault.MismatchedCodes)]
    [InlineData("\0", ProtocolFault.NulOctet)]
    [InlineData("220 \0", ProtocolFault.NulOctet)]
    public void Rubbish_is_named(string input, ProtocolFault fault) => Assert.Equal(fault, Assert.IsType<ParsedReply.Malformed>(Read(input)).Fault);

    [Fact]
    public void Malformed_is_final()
    {
        var parser = new ReplyParser();
        Assert.IsType<ParsedReply.Malformed>(parser.Read("x"u8, out _));
        Assert.IsType<ParsedReply.Malformed>(parser.Read("220 good\r\n"u8, out var consumed));
        Assert.Equal(0, consumed);
    }

    [Theory]
    [InlineData(ReplyLimits.ConformingLineLength, false)]
    [InlineData(ReplyLimits.ConformingLineLength + 1, true)]
    [InlineData(ReplyLimits.LineLength, true)]
    public void Long_line_is_read_up_to_the_limit_and_noted_RFC_5321_4_5_3_1_5(int length, bool isQuirk)
    {
        var parser = new ReplyParser();
        var line = "220 ".PadRight(length - 2, 'x') + "\r\n";
        Assert.IsType<ParsedReply.Complete>(parser.Read(Encoding.ASCII.GetBytes(line), out _));
        Assert.Equal(isQuirk, parser.Quirks.Contains(PeerQuirk.LongLine));
    }

    [Fact]
    public void Endless_line_ends_at_the_limit()
    {
        var malformed = Assert.IsType<ParsedReply.Malformed>(Read("220 ".PadRight(ReplyLimits.LineLength, 'x')));
        Assert.Equal(ProtocolFault.LineTooLong, malformed.Fault);
    }

    [Fact]
    public void As_many_lines_as_allowed_are_read()
    {
        var input = string.Concat(Enumerable.Repeat("220-x\r\n", ReplyLimits.Lines - 1)) + "220 x\r\n";
        Assert.Equal(ReplyLimits.Lines, Assert.IsType<ParsedReply.Complete>(Read(input)).Reply.Lines.Count);
    }

    [Fact]
    public void Endless_lines_end_at_the_limit()
    {
        var malformed = Assert.IsType<ParsedReply.Malformed>(Read(string.Concat(Enumerable.Repeat("220-x\r\n", ReplyLimits.Lines + 1))));
        Assert.Equal(ProtocolFault.TooManyLines, malformed.Fault);
    }

    [Fact]
    public void Long_lines_end_at_the_limit_of_the_reply()
    {
        var line = "220-".PadRight(1000, 'x') + "\r\n";
        var malformed = Assert.IsType<ParsedReply.Malformed>(Read(string.Concat(Enumerable.Repeat(line, ReplyLimits.ReplyLength / 1000 + 1))));
        Assert.Equal(ProtocolFault.ReplyTooLong, malformed.Fault);
    }

    private static ParsedReply Read(string input) => new ReplyParser().Read(Encoding.Latin1.GetBytes(input), out _);
}
