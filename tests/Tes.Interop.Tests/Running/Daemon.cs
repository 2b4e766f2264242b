using System.Diagnostics;

namespace Tes.Interop.Tests.Running;

/// <summary>A program that runs until the end of the run, in a process group of its own, printing into a log file.</summary>
internal sealed class Daemon : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(40);
    private const int LogLinesShown = 40;

    private readonly StateDirectory _state;
    private readonly Process _process;
    private readonly string _name;

    private Daemon(StateDirectory state, string name, string logFile, Process process)
    {
        _state = state;
        _name = name;
        LogFile = logFile;
        _process = process;
    }

    public string LogFile { get; }

    /// <summary>Starts the program; it serves when <see cref="WaitAsync"/> comes back.</summary>
    public static Daemon Start(StateDirectory state, string name, params string[] commandLine)
    {
        var logFile = state.PathOf($"{name}.log");
        var process = Process.Start(
            "setsid",
            ["sh", "-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null", "sh", logFile, .. commandLine]);
        state.EndWithRun(process.Id);
        return new Daemon(state, name, logFile, process);
    }

    /// <summary>Asks again and again until the daemon is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message shows its log.</exception>
    public async Task WaitAsync(Func<Task<bool>> ready)
    {
        var started = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(PollInterval);
        while (!await ready())
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{_name} ended with status {_process.ExitCode}\n{LogTail()}");
            }

            if (Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                throw new InvalidOperationException($"{_name} was not ready after {StartLimit.TotalSeconds:0} s\n{LogTail()}");
            }

            await pause.WaitForNextTickAsync();
        }
    }

    /// <summary>Ends it as kill -9 does, and waits until it has ended.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _state.HasEnded(_process.Id);
    }

    public void Dispose() => _process.Dispose();

    private string LogTail() => File.Exists(LogFile)
        ? string.Join('\n', File.ReadLines(LogFile).TakeLast(LogLinesShown))
        : "(it printed nothing)";
}
