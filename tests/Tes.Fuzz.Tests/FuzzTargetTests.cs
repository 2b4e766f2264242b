using Xunit;

namespace Tes.Fuzz.Tests;

/// <summary>The targets' own machinery: what costs too much or breaks a property does not pass.</summary>
public sealed class FuzzTargetTests
{
    [Fact]
    public void Memory_that_grows_with_the_square_of_the_input_is_a_violation()
    {
        object? kept = null;
        var target = new FuzzTarget("square", input => kept = new byte[input.Length * input.Length], new WorkLimit(BranchesPerOctet: 10, AllocatedPerOctet: 100));

        target.Run(new byte[100]);
        Assert.Throws<PropertyViolationException>(() => target.Run(new byte[1000]));
        Assert.NotNull(kept);
    }

    [Fact]
    public void What_a_target_throws_is_not_swallowed() =>
        Assert.Throws<InvalidOperationException>(() =>
            new FuzzTarget("throws", _ => throw new InvalidOperationException("found"), new WorkLimit(1, 1)).Run([1]));

    [Fact]
    public void Branches_count_beside_memory()
    {
        var limit = new WorkLimit(BranchesPerOctet: 2, AllocatedPerOctet: 3, BaseBranches: 10, BaseAllocated: 20);

        Assert.True(limit.Allows(new Work(Branches: 30, Allocated: 50), length: 10));
        Assert.False(limit.Allows(new Work(Branches: 31, Allocated: 0), length: 10));
        Assert.False(limit.Allows(new Work(Branches: 0, Allocated: 51), length: 10));
    }
}
