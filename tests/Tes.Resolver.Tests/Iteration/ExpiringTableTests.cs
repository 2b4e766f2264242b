using Tes.Resolver.Iteration;
using Xunit;

namespace Tes.Resolver.Tests.Iteration;

public sealed class ExpiringTableTests
{
    private readonly SteppedClock _clock = new();

    [Fact]
    public void What_expired_is_gone_and_what_is_kept_anew_lives_on()
    {
        var table = new ExpiringTable<int, string>(10, _clock);
        table.Keep(1, "a", TimeSpan.FromSeconds(5));
        table.Keep(2, "b", TimeSpan.FromSeconds(5));
        table.Keep(3, "c", TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(4));
        table.Keep(2, "b2", TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(table.TryFind(1, out _));
        Assert.True(table.TryFind(2, out string? value));
        Assert.Equal("b2", value);
        Assert.False(table.TryFind(3, out _));
    }

    [Fact]
    public void The_number_is_bounded_and_what_lives_longest_stays()
    {
        var table = new ExpiringTable<int, int>(100, _clock);
        for (int i = 0; i < 10_000; i++)
            table.Keep(i, i, TimeSpan.FromSeconds(1 + i));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => table.TryFind(i, out _)), 50, 100);
        Assert.True(table.TryFind(9999, out _));
    }
}
