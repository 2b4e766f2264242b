using System.Diagnostics;

namespace Tes.Interop.Tests.Running;

/// <summary>Waits for what another program does and tells nobody of.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(40);

    /// <exception cref="TimeoutException">It did not come.</exception>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(PollInterval);
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                throw new TimeoutException($"it did not come in {Limit.TotalSeconds:0} s");
            }

            await pause.WaitForNextTickAsync();
        }
    }
}
