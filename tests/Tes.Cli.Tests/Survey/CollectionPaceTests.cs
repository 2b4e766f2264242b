using Tes.Cli.Survey;
using Xunit;

namespace Tes.Cli.Tests.Survey;

public sealed class CollectionPaceTests
{
    private const int Step = 1024 * 1024;

    [Fact]
    public void The_youngest_generation_is_collected_once_so_much_was_allocated()
    {
        var pace = new CollectionPace(Step);
        for (int i = 0; i < 3; i++)
        {
            int before = GC.CollectionCount(0);
            long begun = GC.GetTotalAllocatedBytes();
            // The collector counts what a thread took of the heap, not what it made of it.
            while (GC.GetTotalAllocatedBytes() - begun <= Step)
                GC.KeepAlive(new byte[1024]);
            pace.Keep();
            Assert.True(GC.CollectionCount(0) > before);
        }
    }
}
