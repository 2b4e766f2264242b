using Xunit;

namespace Tes.Smtp.Tests;

public sealed class SmtpReplyTests
{
    [Theory]
    [InlineData(554, "5.7.1 go away", "5.7.1")]
    [InlineData(454, "4.7.0", "4.7.0")]
    [InlineData(250, "2.0.123 ok", "2.0.123")]
    public void Status_code_is_read_from_the_first_line_RFC_2034_4(int code, string text, string expected) =>
        Assert.Equal(expected, new SmtpReply(new ReplyCode(code), [text]).EnhancedStatusCode?.ToString());

    [Theory]
    [InlineData(554, "4.7.1 class contradicts the code")]
    [InlineData(554, "5.7")]
    [InlineData(554, "5.7.")]
    [InlineData(554, "5..1")]
    [InlineData(554, "5.7.1234 four digits")]
    [InlineData(554, "5.7.1.2 four parts")]
    [InlineData(554, "5")]
    [InlineData(554, "")]
    [InlineData(354, "3.0.0 no such class")]
    public void Anything_else_is_no_status_code(int code, string text) =>
        Assert.Null(new SmtpReply(new ReplyCode(code), [text]).EnhancedStatusCode);

    [Theory]
    [InlineData(200, ReplySeverity.PositiveCompletion)]
    [InlineData(354, ReplySeverity.PositiveIntermediate)]
    [InlineData(499, ReplySeverity.Transient)]
    [InlineData(571, ReplySeverity.Permanent)]
    [InlineData(599, ReplySeverity.Permanent)]
    public void First_digit_is_the_severity_RFC_5321_4_2_1(int code, ReplySeverity expected) => Assert.Equal(expected, new ReplyCode(code).Severity);

    [Theory]
    [InlineData(199)]
    [InlineData(600)]
    [InlineData(0)]
    public void Other_numbers_are_no_reply_codes(int code) => Assert.Throws<ArgumentOutOfRangeException>(() => new ReplyCode(code));

    [Fact]
    public void Peer_text_is_not_in_ToString() =>
        Assert.DoesNotContain("\u001b", new SmtpReply(new ReplyCode(220), ["\u001b]0;owned\u0007"]).ToString(), StringComparison.Ordinal);
}
