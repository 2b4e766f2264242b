using Tes.Cli.Survey;
using Xunit;

namespace Tes.Cli.Tests.Survey;

public sealed class CollectionPaceTests
{
    private const long Step = 1000;

    [Theory]
    [InlineData(5999, 7, false)]
    [InlineData(6000, 7, true)]
    [InlineData(9999, 7, true)]
    // The collector came by itself.
    [InlineData(9999, 8, false)]
    public void Collections_are_due_once_so_much_was_allocated_since_the_last(long octets, int collections, bool isDue)
    {
        var pace = new CollectionPace(Step);
        pace.Begin(5000, 7);

        Assert.Equal(isDue, pace.IsDue(octets, collections));
    }

    [Fact]
    public void What_was_allocated_before_counts_for_nothing()
    {
        var pace = new CollectionPace(Step);
        pace.Begin(5000, 7);
        pace.Begin(6500, 8);

        Assert.False(pace.IsDue(7000, 8));
        Assert.True(pace.IsDue(7500, 8));
    }

    [Theory]
    [InlineData(24L << 30, Step)]
    [InlineData(8 * Step, Step)]
    [InlineData(4 * Step, Step / 2)]
    public void Little_memory_makes_small_steps(long memory, long step) => Assert.Equal(step, CollectionPace.Fit(Step, memory));
}
