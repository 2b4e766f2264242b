using System.IO.Pipelines;
using Tes.Interop.Tests.Running;
using Xunit;

namespace Tes.Interop.Tests;

public sealed class WaitingTests
{
    [Fact]
    public async Task A_program_that_says_nothing_does_not_hold_a_test()
    {
        var silent = new Pipe().Reader.AsStream();

        await Assert.ThrowsAsync<TimeoutException>(() => Waiting.ForAnswerAsync(
            cancellation => silent.ReadAsync(new byte[1], cancellation).AsTask(), TimeSpan.FromMilliseconds(10)));
    }
}
