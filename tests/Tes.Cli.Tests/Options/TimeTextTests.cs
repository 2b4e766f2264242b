using Tes.Cli.Options;
using Xunit;

namespace Tes.Cli.Tests.Options;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2026-11-23", "2026-11-23T00:00:00Z")]
    [InlineData("2026-11-23T12:34", "2026-11-23T12:34:00Z")]
    [InlineData("2026-11-23T12:34:56Z", "2026-11-23T12:34:56Z")]
    [InlineData("2026-11-23T12:34:56+02:00", "2026-11-23T10:34:56Z")]
    [InlineData("2026-11-23 12:34:56", "2026-11-23T12:34:56Z")]
    [InlineData("20261123T123456Z", "2026-11-23T12:34:56Z")]
    [InlineData("20261123123456", "2026-11-23T12:34:56Z")]
    public void An_instant_is_read_as_Utc_unless_it_says_otherwise(string text, string expected)
    {
        Assert.True(TimeText.TryParseInstant(text, out DateTimeOffset instant));
        Assert.Equal(expected, TimeText.Format(instant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("23.11.2026")]
    [InlineData("2026-13-01")]
    [InlineData("2026-11-23T25:00")]
    public void What_is_not_Iso_8601_is_refused(string text) => Assert.False(TimeText.TryParseInstant(text, out _));

    [Theory]
    [InlineData("5", 5)]
    [InlineData("0.25", 0.25)]
    [InlineData("250ms", 0.25)]
    [InlineData("5s", 5)]
    [InlineData("2m", 120)]
    public void A_duration_is_in_seconds_unless_it_names_its_unit(string text, double seconds)
    {
        Assert.True(TimeText.TryParseDuration(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e3")]
    [InlineData("3601")]
    [InlineData("5 s")]
    [InlineData("soon")]
    public void What_is_no_duration_within_an_hour_is_refused(string text) => Assert.False(TimeText.TryParseDuration(text, out _));
}
