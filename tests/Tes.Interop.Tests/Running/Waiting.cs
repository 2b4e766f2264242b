using System.Diagnostics;
using Xunit;

namespace Tes.Interop.Tests.Running;

/// <summary>Waits for what another program does and tells nobody of.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(40);

    // None of the programs asked needs a second; it may have been stopped.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    /// <summary>Reads what a program answers.</summary>
    /// <exception cref="TimeoutException">It says nothing.</exception>
    public static Task<T> ForAnswerAsync<T>(Func<CancellationToken, Task<T>> read) => ForAnswerAsync(read, AnswerLimit);

    /// <summary>The same with another limit.</summary>
    /// <exception cref="TimeoutException">It says nothing.</exception>
    public static async Task<T> ForAnswerAsync<T>(Func<CancellationToken, Task<T>> read, TimeSpan limit)
    {
        var run = TestContext.Current.CancellationToken;
        using var expiry = CancellationTokenSource.CreateLinkedTokenSource(run);
        expiry.CancelAfter(limit);
        try
        {
            return await read(expiry.Token);
        }
        catch (OperationCanceledException expired) when (!run.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer in {limit.TotalSeconds:0} s", expired);
        }
    }

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
