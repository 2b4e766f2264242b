using Tes.Scan.Survey;
using Xunit;

namespace Tes.Scan.Tests.Survey;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void What_was_not_asked_for_the_longest_goes()
    {
        var kept = new RecentlyUsed<int, string>(3);
        foreach (int key in new[] { 1, 2, 3 })
            kept.GetOrAdd(key, () => $"{key}");
        Assert.True(kept.TryGet(1, out string? one));
        Assert.Same(one, kept.GetOrAdd(1, () => "another"));
        kept.GetOrAdd(4, () => "4");
        Assert.Equal([true, false, true, true], new[] { 1, 2, 3, 4 }.Select(key => kept.TryGet(key, out _)));
        Assert.Equal(3, kept.Count);
    }

    [Fact]
    public void Only_the_thing_that_is_meant_is_taken_out()
    {
        var kept = new RecentlyUsed<int, string>(3);
        string first = kept.GetOrAdd(1, () => new string('a', 1));
        kept.Remove(1, new string('a', 1));
        Assert.True(kept.TryGet(1, out _));
        kept.Remove(1, first);
        Assert.False(kept.TryGet(1, out _));
        kept.Remove(1, first);
        foreach (int key in new[] { 2, 3, 4 })
            kept.GetOrAdd(key, () => $"{key}");
        kept.RemoveWhere(text => text != "3");
        Assert.Equal((1, true), (kept.Count, kept.TryGet(3, out _)));
    }
}
