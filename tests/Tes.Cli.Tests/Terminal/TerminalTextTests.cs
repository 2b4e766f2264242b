using Tes.Cli.Terminal;
using Xunit;

namespace Tes.Cli.Tests.Terminal;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain text: 220 mx.example.org ESMTP", "plain text: 220 mx.example.org ESMTP")]
    [InlineData("\e]0;owned\a", "\\x1B]0;owned\\x07")]
    [InlineData("\e[2J\e[H", "\\x1B[2J\\x1B[H")]
    [InlineData("one\r\ntwo\tthree", "one\\x0D\\x0Atwo\\x09three")]
    [InlineData("\0", "\\x00")]
    [InlineData("\u009b31m", "\\x9B31m")]
    [InlineData("\u007f", "\\x7F")]
    [InlineData("abc\u202edcb", "abc\\u{202E}dcb")]
    [InlineData("zero\u200bwidth", "zero\\u{200B}width")]
    [InlineData("\u2028", "\\u{2028}")]
    [InlineData("bücher.例え 🙂", "bücher.例え 🙂")]
    [InlineData("", "")]
    public void What_could_steer_a_terminal_is_spelled_out_and_the_rest_kept(string text, string expected) =>
        Assert.Equal(expected, TerminalText.Escape(text));

    // attributes hold UTF-8, which has no lone surrogates
    [Fact]
    public void Half_a_surrogate_pair_is_spelled_out() => Assert.Equal("\\u{D800}x", TerminalText.Escape("\ud800x"));

    [Fact]
    public void A_quotation_is_escaped_and_has_an_end()
    {
        Assert.Equal("'\\x1Bx'", TerminalText.Quote("\ex"));
        Assert.True(TerminalText.Quote(new string('a', 10_000)).Length < 300);
    }

    [Theory]
    [InlineData(0, "a", 255, false)]
    [InlineData(0, "a", 256, true)]
    [InlineData(0, "\e", 64, true)]
    [InlineData(254, "🙂", 1, true)]
    [InlineData(255, "🙂", 1, true)]
    [InlineData(253, "🙂", 1, false)]
    public void A_text_for_a_cell_has_an_end(int before, string text, int times, bool isCut)
    {
        string shown = TerminalText.Shorten(new string('x', before) + string.Concat(Enumerable.Repeat(text, times)));

        Assert.InRange(shown.Length, 254, 256);
        Assert.Equal(isCut, shown.EndsWith('…'));
        Assert.DoesNotContain("\\u{", shown, StringComparison.Ordinal);
        Assert.True(shown.IsNormalized());
    }
}
